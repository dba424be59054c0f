"""What lies in the catalog's folder besides its files."""

import os
from pathlib import Path

import pytest

from estate.catalog.load import load_catalog, read_catalog
from estate.catalog.mistakes import CatalogError
from estate.errors import InputError
from tests.catalog.estates import Estate


def test_a_missing_file_is_a_mistake(estate: Estate) -> None:
    (estate.catalog / "people.yaml").unlink()
    assert estate.mistakes() == ["catalog/people.yaml  is missing\n    a catalog needs organisation.yaml and people.yaml"]


def test_a_misspelt_folder_is_a_mistake(estate: Estate) -> None:
    (estate.catalog / "servics").mkdir()
    assert estate.mistakes() == ["catalog/servics  has no place in the catalog\n    did you mean 'services'?"]


def test_a_file_with_another_ending_is_a_mistake(estate: Estate) -> None:
    estate.write("services/other.yml", "name: other\n")
    assert estate.mistakes() == ["catalog/services/other.yml  is not read; expected files that end in .yaml, and no folders"]


def test_a_folder_in_a_folder_is_a_mistake(estate: Estate) -> None:
    (estate.catalog / "services/old").mkdir()
    assert estate.mistakes() == ["catalog/services/old  is not read; expected files that end in .yaml, and no folders"]


def test_what_editors_leave_behind_and_notes_are_left_alone(estate: Estate) -> None:
    estate.write("services/.till.yaml.swp", "\0")
    estate.write("README.md", "# Notes\n")
    estate.write("services/README.md", "# Notes\n")
    assert estate.mistakes() == []


def test_a_link_that_leaves_the_catalog_is_not_followed(estate: Estate, tmp_path: Path) -> None:
    outside = tmp_path / "secret.yaml"
    outside.write_text("password: hunter2\n")
    (estate.catalog / "teams/spy.yaml").symlink_to(outside)
    assert estate.mistakes() == ["catalog/teams/spy.yaml  is a link that leaves the catalog; expected the file itself"]


def test_a_folder_that_is_a_link_out_of_the_catalog_is_not_followed(estate: Estate, tmp_path: Path) -> None:
    moved = tmp_path / "elsewhere"
    (estate.catalog / "stores").rename(moved)
    (estate.catalog / "stores").symlink_to(moved)
    assert "catalog/stores  is a link that leaves the catalog; expected the file itself" in estate.mistakes()


def test_a_link_inside_the_catalog_is_followed(estate: Estate) -> None:
    text = estate.text("teams/store.yaml").replace("name: store", "name: spare")
    estate.write("schema/team-of-all.yaml", text)
    (estate.catalog / "teams/spare.yaml").symlink_to("../schema/team-of-all.yaml")
    assert estate.mistakes() == []


@pytest.mark.parametrize("target", ["/dev/zero", "nowhere.yaml"])
def test_a_link_to_a_device_or_to_nothing_is_a_mistake(estate: Estate, target: str) -> None:
    (estate.catalog / "teams/odd.yaml").symlink_to(target)
    assert estate.mistakes() == ["catalog/teams/odd.yaml  is no file; expected a plain file"]


def test_a_pipe_keeps_nobody_waiting(estate: Estate) -> None:
    os.mkfifo(estate.catalog / "teams/pipe.yaml")
    assert estate.mistakes() == ["catalog/teams/pipe.yaml  is no file; expected a plain file"]


def test_the_name_of_a_file_cannot_paint_the_terminal(estate: Estate) -> None:
    estate.write("teams/\x1b[31m.yaml", "name: red\n")
    assert not any("\x1b" in mistake for mistake in estate.mistakes())


def test_no_catalog_says_how_to_name_one(tmp_path: Path) -> None:
    catalog, mistakes = read_catalog(tmp_path / "nowhere")
    assert catalog is None
    assert [mistake.text for mistake in mistakes] == ["is no folder; expected the catalog's"]


def test_loading_a_broken_catalog_raises_every_mistake(estate: Estate) -> None:
    estate.change("teams/store.yaml", "ABC-123", "abc")
    estate.change("stores/news.yaml", "tier: 2", "tier: 7")
    with pytest.raises(CatalogError) as raised:
        load_catalog(estate.catalog)
    assert [mistake.file for mistake in raised.value.mistakes] == ["catalog/stores/news.yaml", "catalog/teams/store.yaml"]
    assert str(raised.value).endswith("\n\n2 mistakes in 2 files")
    assert isinstance(raised.value, InputError)


def test_the_catalog_may_be_named_from_within(estate: Estate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(estate.catalog)
    estate.change("stores/news.yaml", "tier: 2", "tier: 7")
    _, mistakes = read_catalog(Path())
    assert [mistake.place for mistake in mistakes] == ["catalog/stores/news.yaml:4:7"]
