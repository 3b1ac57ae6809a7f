"""compose.yaml: three nodes and the service, no password in it, all that is mounted there.

It cannot be run where there is no container engine; what can be read in it is held here.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from search.opensearch.connection import OLDEST

ROOT = Path(__file__).parents[1]
MADE = "./deploy/opensearch/secrets/"
"""What `deploy/opensearch/prepare` makes."""


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    """The services by name."""
    found: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]
    return found


def test_three_nodes_know_each_other(services: dict[str, Any]) -> None:
    """Their names are those the configuration looks for, and the certificate is made for."""
    names = [name for name in services if name.startswith("node-")]
    settings = yaml.safe_load((ROOT / "deploy/opensearch/opensearch.yml").read_text())
    prepare = (ROOT / "deploy/opensearch/prepare").read_text()
    assert 3 == len(names)
    assert names == settings["discovery.seed_hosts"]
    assert names == [services[name]["hostname"] for name in names]
    assert names == re.findall(r"DNS:(node-\d)", prepare)
    assert settings["plugins.security.ssl.http.enabled"]


def test_the_version_is_one_that_is_supported(services: dict[str, Any]) -> None:
    """The image is what the tests run, and what makes the hashes."""
    image = services["node-1"]["image"]
    version = tuple(map(int, image.partition(":")[2].split(".")))
    assert version >= OLDEST
    assert image in (ROOT / "deploy/opensearch/prepare").read_text()
    assert image.partition(":")[2] in (ROOT / "bench/opensearch/pom.xml").read_text()


def test_passwords_come_from_the_environment_or_it_does_not_start() -> None:
    """A default would be everybody's password."""
    text = (ROOT / "compose.yaml").read_text()
    secret = re.findall(r"\$\{\w*(?:PASSWORD|SECRET)[^}]*\}", text)
    assert 3 == len(secret)
    assert all(":?" in one for one in secret)


def test_what_is_mounted_is_there(services: dict[str, Any]) -> None:
    """A file that is not there would be mounted as an empty folder."""
    for service in services.values():
        for volume in service["volumes"]:
            source = volume.partition(":")[0]
            if source.startswith("./") and not source.startswith(MADE.rstrip("/")):
                assert (ROOT / source).is_file(), source


def test_only_the_service_is_reachable_and_only_from_here(services: dict[str, Any]) -> None:
    """Nodes have no ports, and the one of the service is bound to this machine."""
    ports = {name: service.get("ports", []) for name, service in services.items()}
    assert {"serve"} == {name for name, own in ports.items() if own}
    assert ports["serve"][0].startswith("127.0.0.1:")


def test_users_have_the_roles_that_are_described() -> None:
    """Who serves may only read."""
    folder = ROOT / "deploy" / "opensearch"
    roles = yaml.safe_load((folder / "roles.yml").read_text())
    mapping = yaml.safe_load((folder / "roles_mapping.yml").read_text())
    prepare = (folder / "prepare").read_text()
    assert roles.keys() == mapping.keys()
    users = [user for role in mapping.values() for user in role.get("users", [])]
    assert all(f"\n{user}: {{hash:" in prepare for user in users)
    allowed = roles["rostrum_reader"]["index_permissions"][0]["allowed_actions"]
    assert ["read", "indices:admin/get"] == allowed
