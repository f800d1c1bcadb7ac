"""Grades the checkout that it is started in, and writes result.json there, whole or not at all.

The kit, lab11.tar.gz, stands beside this file, or where LAB11_KIT says. The exit status is 0 also if tests
fail; another one means that it could not be graded, which is no fault of the student's.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile


def main():
    checkout = pathlib.Path.cwd()
    kit = os.environ.get("LAB11_KIT") or pathlib.Path(__file__).resolve().parent / "lab11.tar.gz"
    result = checkout / "result.json"
    if result.is_dir() and not result.is_symlink():  # a result that was handed in is none
        shutil.rmtree(result)
    elif result.is_symlink() or result.exists():
        result.unlink()
    with tempfile.TemporaryDirectory() as place:
        subprocess.run(["tar", "--extract", "--gzip", "--file", str(kit), "--directory", place], check=True)
        grader = pathlib.Path(place) / "lab11/grader/platforms/classroom50/grade"
        graded = subprocess.run([str(grader), str(checkout)], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL)
    if graded.returncode != 0:
        return graded.returncode
    with tempfile.NamedTemporaryFile(dir=checkout, delete=False) as new:
        new.write(graded.stdout)
    os.chmod(new.name, 0o644)
    os.replace(new.name, result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
