"""Which revision is meant, and every way in which there is none."""

from pathlib import Path

import pytest

from estate.graph.git import GitError, Revision, RevisionError, extract, file_at, file_now, find_revision
from tests.graph.projects import Project


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    project = Project(root=tmp_path)
    project.git("init", "--quiet")
    project.write("file", "one")
    project.commit("first")
    return project


def test_a_revision_is_its_commit_and_the_hash_of_its_files(project: Project) -> None:
    commit = project.git("rev-parse", "HEAD")
    tree = project.git("rev-parse", "HEAD^{tree}")
    assert find_revision(project.root, "main") == Revision(asked="main", commit=commit, tree=tree)


def test_the_same_files_have_the_same_hash_whatever_the_commit(project: Project) -> None:
    project.commit("second, with the same files")
    first, second = find_revision(project.root, "HEAD~1"), find_revision(project.root, "HEAD")
    assert first.commit != second.commit
    assert first.tree == second.tree


def test_a_project_in_a_folder_of_its_repository_is_that_folder_alone(project: Project) -> None:
    project.write("inner/file", "two")
    project.commit("second")
    inner = find_revision(project.root / "inner", "main")
    target = project.root / "out"
    target.mkdir()
    extract(project.root / "inner", inner, target)
    assert [path.name for path in target.iterdir()] == ["file"]
    assert (target / "file").read_text() == "two"
    with pytest.raises(RevisionError, match="has no folder 'inner': this project is not in it"):
        find_revision(project.root / "inner", "HEAD~1")


def test_a_link_out_of_the_repository_is_named_and_not_followed(project: Project) -> None:
    (project.root / "link").symlink_to("/etc/hostname")
    project.commit("second")
    target = project.root / "out"
    target.mkdir()
    with pytest.raises(RevisionError, match="revision 'main' has a file that no copy of it may have: 'link' is a link to an absolute path"):
        extract(project.root, find_revision(project.root, "main"), target)


def test_a_tag_that_wraps_a_commit_is_that_commit(project: Project) -> None:
    project.git("tag", "--annotate", "--message", "v1", "v1")
    assert find_revision(project.root, "v1").commit == project.git("rev-parse", "HEAD")


@pytest.mark.parametrize("asked", ["mian", "--help", "-v", "", "HEAD:file", "0000000"])
def test_what_is_no_revision_is_an_error_of_the_input(project: Project, asked: str) -> None:
    with pytest.raises(RevisionError, match="is no revision of this repository"):
        find_revision(project.root, asked)


def test_the_nearest_branch_is_named(project: Project) -> None:
    with pytest.raises(RevisionError, match="did you mean 'main'"):
        find_revision(project.root, "mian")


def test_outside_a_repository_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(GitError, match="is no git repository"):
        find_revision(tmp_path, "main")


def test_without_git_it_says_how_to_get_it(project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(GitError, match="apt-get install git"):
        find_revision(project.root, "main")


def test_a_shallow_clone_says_what_it_lacks(project: Project, tmp_path: Path) -> None:
    first = project.git("rev-parse", "HEAD")
    project.write("file", "two")
    project.commit("second")
    project.git("clone", "--quiet", "--depth=1", f"file://{project.root}", str(tmp_path / "shallow"))
    with pytest.raises(GitError, match=r"not in this shallow clone.*git fetch --unshallow"):
        find_revision(tmp_path / "shallow", first)


def test_a_file_that_was_edited_has_another_hash(project: Project) -> None:
    revision = find_revision(project.root, "main")
    assert file_at(project.root, revision, "file") == file_now(project.root, "file")
    project.write("file", "edited")
    assert file_at(project.root, revision, "file") != file_now(project.root, "file")
    assert file_at(project.root, revision, "other") is file_now(project.root, "other") is None
