#!/usr/bin/env bash
# vpl_run.sh: "Run" grades, too. There is no other way to run a server that waits for its clients.
# shellcheck source=grader/platforms/vpl/vpl_evaluate.sh
. ./vpl_evaluate.sh
