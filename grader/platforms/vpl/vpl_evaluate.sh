#!/usr/bin/env bash
# vpl_evaluate.sh: unpacks the kit and makes vpl_execution, whose output VPL reads. The kit gets a folder of its own, so
# that no submitted file can be in it.
# shellcheck source=/dev/null
[[ ! -e common_script.sh ]] || . ./common_script.sh # VPL's own

kit=$(mktemp --directory "$PWD/kit.XXXXXXXX")
base64 --decode lab11.base64 | tar --extract --gzip --directory="$kit"
rm -rf vpl_execution
{
    printf '#!/usr/bin/env bash\n'
    printf 'export VPL_GRADEMIN=%q VPL_GRADEMAX=%q\n' "${VPL_GRADEMIN:-0}" "${VPL_GRADEMAX:-10}"
    printf 'exec %q %q\n' "$kit/lab11/grader/platforms/vpl/grade" "$PWD"
} >vpl_execution
chmod +x vpl_execution
