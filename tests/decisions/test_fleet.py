"""What hosts start with."""

import shutil
import subprocess
from pathlib import Path

import pytest

from estate.decisions.fleet import boot_script

BASH = shutil.which("bash") or pytest.skip("needs bash", allow_module_level=True)


def script(**variables: str) -> str:
    return boot_script(package="nginx", region="eu-central-1", variables=variables)


def test_the_script_is_good_shell() -> None:
    checked = subprocess.run([BASH, "-n"], input=script(A="1"), text=True, capture_output=True, check=False)  # noqa: S603 - our own text
    assert (checked.returncode, checked.stderr) == (0, "")


def test_a_host_gets_its_package_and_the_agent_of_its_region() -> None:
    text = script()
    assert "apt-get install --yes curl nginx\n" in text
    assert "https://s3.eu-central-1.amazonaws.com/amazon-ssm-eu-central-1/latest/debian_$architecture/amazon-ssm-agent.deb" in text


def test_a_value_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    odd = 'it\'s $HOME and `date`, "quoted"'
    text = script(ODD=odd, PLAIN="cart:7070")
    environment = text.split("<<'END'\n")[1].split("\nEND\n")[0]
    (tmp_path / "service.env").write_text(environment)
    command = [BASH, "-c", '. "$0"; printf "%s|%s" "$ODD" "$PLAIN"', str(tmp_path / "service.env")]
    assert subprocess.run(command, text=True, capture_output=True, check=True).stdout == f"{odd}|cart:7070"  # noqa: S603 - our own text
