"""python3 tests/scale_spark.py FINDINGS [FOLDER [OUT]]: reads the reports in a folder, or the samples, with Spark, which
passes each file to Findings through standard input, and writes a row for each report as Parquet, in folders by framework.
The files can be where only Spark can read them, such as in object storage. Prints "skipped" without Spark or Java.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

try:
    import pandas
    from pyspark.sql import SparkSession
except ImportError as missing:
    print(f"scale spark: skipped: {missing.name} is not installed")
    sys.exit(0)
if shutil.which("java") is None:
    print("scale spark: skipped: Java is not installed")
    sys.exit(0)

FINDINGS = str(pathlib.Path(sys.argv[1]).resolve())
SAMPLES = pathlib.Path(__file__).resolve().parent.parent / "assets" / "samples"
FOLDER = sys.argv[2] if len(sys.argv) > 2 else str(SAMPLES)
SCHEMA = "path string, error string, sha256 string, subject string, framework string, year int, recommendations int, json string"
COLUMNS = [column.split()[0] for column in SCHEMA.split(", ")]


def read_file(path, content):
    """Passes a file to Findings through standard input, and returns its row."""
    name = path.rsplit("/", 1)[-1]
    command = [FINDINGS, "export", "-", "--name", name, "--format", "jsonl"]
    run = subprocess.run(command, input=content, capture_output=True)
    # 2 means that the file could not be read; the line has the error.
    if run.returncode not in (0, 2):
        raise RuntimeError(run.stderr.decode())
    line = run.stdout.decode()
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


def read_batches(batches):
    for batch in batches:
        rows = [read_file(path, bytes(content)) for path, content in zip(batch["path"], batch["content"])]
        # As objects, because Spark can't take the strings of pandas 3.
        yield pandas.DataFrame(rows, columns=COLUMNS, dtype=object)


def main():
    out = sys.argv[3] if len(sys.argv) > 3 else tempfile.mkdtemp()
    # Spark starts its workers with "python3" otherwise, which may be another Python without pandas.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    # A batch is in memory with the content of its files. Without the limit it would have 10,000 files.
    spark = (
        SparkSession.builder.appName("findings")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "16")
        .config("spark.ui.enabled", "false")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")
    files = (
        spark.read.format("binaryFile")
        .option("recursiveFileLookup", "true")
        .option("pathGlobFilter", "*.{pdf,docx,docm,html,htm,md,txt}")
        .load(FOLDER)
        .select("path", "content")
    )
    reports = files.mapInPandas(read_batches, SCHEMA)
    reports.write.mode("overwrite").partitionBy("framework").parquet(out)
    written = spark.read.parquet(out)
    count, expected = written.count(), files.count()
    assert count == expected, f"{count} rows for {expected} files"
    written.groupBy("framework").count().orderBy("framework").show(truncate=False)
    unreadable = written.where("error is not null").count()
    print(f"scale spark: {count} files, {unreadable} can't be read, each through standard input")
    spark.stop()


main()
