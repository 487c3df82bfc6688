"""What is loaded, and how, before a command runs."""

import subprocess
import sys

LOADED = """
import gc, sys
from bot.__main__ import main

sys.argv[1:] = ["--version"]
try:
    main()
except SystemExit:
    pass
assert "telegram" in sys.modules
assert "cryptography" not in sys.modules
from cryptography import x509
assert gc.isenabled()
assert gc.get_freeze_count() > 100_000
"""


def test_only_what_is_needed_is_loaded_and_none_of_it_walked_over_by_the_collector() -> None:
    result = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
