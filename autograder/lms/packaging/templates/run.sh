#!/usr/bin/env bash
# PrairieLearn starts this for each submission.
set -euo pipefail
exec bash "${AUTOGRADER_BASE:-/grade}/serverFilesCourse/autograder_@SLUG@/run_autograder"
