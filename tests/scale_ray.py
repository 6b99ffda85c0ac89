"""python3 tests/scale_ray.py FINDINGS [FOLDER [OUT]]: reads the reports in a folder, or the samples, with Ray Data, which
calls Findings once for each batch of files, and writes a row for each report as Parquet. Prints "skipped" without Ray.
"""

import collections
import json
import pathlib
import subprocess
import sys
import tempfile

try:
    import pyarrow as pa
    import ray
except ImportError as missing:
    print(f"scale ray: skipped: {missing.name} is not installed")
    sys.exit(0)

FINDINGS = str(pathlib.Path(sys.argv[1]).resolve())
SAMPLES = pathlib.Path(__file__).resolve().parent.parent / "assets" / "samples"
FOLDER = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else SAMPLES).resolve()
ENDINGS = {".pdf", ".docx", ".docm", ".html", ".htm", ".md", ".txt"}
# A batch is large enough that starting the program costs little, and small enough to be divided well.
FILES_PER_BATCH = 32

SCHEMA = pa.schema(
    [
        ("path", pa.string()),
        ("error", pa.string()),
        ("sha256", pa.string()),
        ("subject", pa.string()),
        ("framework", pa.string()),
        ("year", pa.int32()),
        ("recommendations", pa.int32()),
        ("json", pa.string()),
    ]
)


def to_row(path, line):
    """Returns the row of a report from its line of JSON Lines."""
    report = json.loads(line)
    if "error" in report:
        return {"path": path, "error": report["error"]}
    day = report["inspected"][-1]["to"] if report["inspected"] else report["published"]
    return {
        "path": path,
        "sha256": report["source"]["sha256"],
        "subject": report["subject"],
        "framework": report["framework"],
        "year": int(day[:4]) if day else None,
        "recommendations": len(report["recommendations"]),
        "json": line,
    }


def read_batch(batch):
    """Calls Findings once for the files of a batch. Ray runs as many batches at a time as there are processors, so each
    call uses one (-j 1). The lines are in the order of the files."""
    paths = batch["path"].to_pylist()
    command = [FINDINGS, "export", "--format", "jsonl", "-j", "1", "--", *paths]
    run = subprocess.run(command, capture_output=True, text=True)
    # 2 means that some files could not be read; their lines have the error.
    if run.returncode not in (0, 2):
        raise RuntimeError(run.stderr)
    rows = [to_row(path, line) for path, line in zip(paths, run.stdout.splitlines(), strict=True)]
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def main():
    files = sorted(path for path in FOLDER.rglob("*") if path.suffix.lower() in ENDINGS and path.is_file())
    out = sys.argv[3] if len(sys.argv) > 3 else tempfile.mkdtemp()
    ray.init(include_dashboard=False, log_to_driver=False)
    rows = ray.data.from_items([{"path": str(path)} for path in files])
    reports = rows.map_batches(read_batch, batch_size=FILES_PER_BATCH, batch_format="pyarrow")
    reports.write_parquet(out)
    written = ray.data.read_parquet(out)
    assert written.count() == len(files), "a file has no row"
    facts = written.select_columns(["framework", "error"]).take_all()
    unreadable = sum(row["error"] is not None for row in facts)
    for framework, count in collections.Counter(row["framework"] for row in facts).most_common():
        print(count, framework)
    print(f"scale ray: {len(files)} files, {unreadable} can't be read, one call for {FILES_PER_BATCH} files")


main()
