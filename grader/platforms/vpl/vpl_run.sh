#!/usr/bin/env bash
# vpl_run.sh: "Run" grades, too: a server that waits for clients can't be run in another way.
# shellcheck source=grader/platforms/vpl/vpl_evaluate.sh
. ./vpl_evaluate.sh
