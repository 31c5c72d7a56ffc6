"""The vault: what is in it is noise without the secret, and nothing in it can be swapped."""

import pytest

from trefoil.ground.kit import vault


def test_what_is_put_comes_back_and_is_not_readable_on_disk(tmp_path):
    name = vault.put(tmp_path, b"what the school wrote", secret="s", bound_to="1")
    (file,) = [p for p in tmp_path.rglob("*") if p.is_file()]
    assert b"school" not in file.read_bytes()
    assert file.stat().st_mode & 0o077 == 0
    assert vault.get(tmp_path, name, secrets_=["s"], bound_to="1") == b"what the school wrote"


def test_an_old_secret_still_opens(tmp_path):
    name = vault.put(tmp_path, b"x", secret="old", bound_to="1")
    assert vault.get(tmp_path, name, secrets_=["new", "old"], bound_to="1") == b"x"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda sealed: sealed[:-1],
        lambda sealed: sealed[:5],
        lambda sealed: b"",
        lambda sealed: sealed[:-1] + bytes([sealed[-1] ^ 1]),
        lambda sealed: b"\x02" + sealed[1:],
    ],
)
def test_a_changed_file_is_refused(spoil):
    sealed = vault.seal(b"content", secret="s", bound_to="1")
    with pytest.raises(vault.Broken):
        vault.unseal(spoil(sealed), secrets_=["s"], bound_to="1")


def test_a_file_cannot_stand_in_for_another(tmp_path):
    name = vault.put(tmp_path, b"x", secret="s", bound_to="1")
    for secret, bound in (("s", "2"), ("other", "1")):
        with pytest.raises(vault.Broken):
            vault.get(tmp_path, name, secrets_=[secret], bound_to=bound)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "a" * 31, "A" * 32, "/etc/passwd", "0" * 32])
def test_a_name_that_is_not_ours_opens_nothing(tmp_path, name):
    with pytest.raises(vault.Broken):
        vault.get(tmp_path, name, secrets_=["s"], bound_to="1")


def test_equal_contents_do_not_look_equal():
    assert vault.seal(b"x", secret="s", bound_to="1") != vault.seal(b"x", secret="s", bound_to="1")
