-- The tables of `findings table FOLDER --out tables --format jsonl` as Parquet, and questions that analysts ask.
-- Run it in the folder of the tables: duckdb < analysis.sql

CREATE VIEW all_files AS SELECT * FROM read_json('reports.jsonl', format = 'newline_delimited', sample_size = -1);
-- Each report once: without files that can't be read, and without copies.
CREATE VIEW reports AS SELECT * FROM all_files WHERE error IS NULL AND same_as IS NULL;

-- Parquet, in folders by year and framework. A query that names a year or a framework reads only its folders.
COPY (SELECT * FROM reports)
    TO 'reports.parquet' (FORMAT parquet, PARTITION_BY (year, framework), OVERWRITE_OR_IGNORE);
COPY (SELECT * FROM read_json('judgements.jsonl', format = 'newline_delimited', sample_size = -1))
    TO 'judgements.parquet' (FORMAT parquet, PARTITION_BY (year, framework), OVERWRITE_OR_IGNORE);
COPY (SELECT * FROM read_json('recommendations.jsonl', format = 'newline_delimited', sample_size = -1))
    TO 'recommendations.parquet' (FORMAT parquet, PARTITION_BY (year, framework), OVERWRITE_OR_IGNORE);
COPY (SELECT * FROM read_json('points.jsonl', format = 'newline_delimited', sample_size = -1))
    TO 'points.parquet' (FORMAT parquet, PARTITION_BY (year, framework), OVERWRITE_OR_IGNORE);
COPY (
    SELECT paragraphs.*, year, framework
    FROM read_json('paragraphs.jsonl', format = 'newline_delimited', sample_size = -1) AS paragraphs
    JOIN reports USING (sha256)
) TO 'paragraphs.parquet' (FORMAT parquet, PARTITION_BY (year, framework), OVERWRITE_OR_IGNORE);

CREATE VIEW judgements AS SELECT * FROM read_parquet('judgements.parquet/**/*.parquet', hive_partitioning = true);
CREATE VIEW recommendations AS
    SELECT * FROM read_parquet('recommendations.parquet/**/*.parquet', hive_partitioning = true);

-- Question: what share of overall grades was each grade, by year? Each framework has its own scale.
SELECT framework, year, grade, count(*) AS number,
       round(100 * count(*) / sum(count(*)) OVER (PARTITION BY framework, year))::int AS percent
FROM judgements
WHERE is_overall
GROUP BY framework, year, grade
ORDER BY framework, year, grade;

-- Question: which councils were graded inadequate in 2023?
SELECT DISTINCT coalesce(reports.authority, reports.subject) AS council, judgements.title
FROM judgements
JOIN reports USING (sha256)
WHERE judgements.year = 2023 AND judgements.grade = 'Inadequate'
ORDER BY ALL;

-- Question: what are recommendations about? A theme is a pattern of words; a recommendation can have several.
WITH themes(theme, pattern) AS (VALUES
    ('plans', '\bplan(s|ning)?\b'),
    ('supervision and management', '\b(supervision|oversight|managers?|management)\b'),
    ('workforce', '\b(workforce|caseloads?|staff|training|recruit)'),
    ('health', '\b(health|medical|camhs)'),
    ('care leavers', '\b(care leavers?|leaving care|pathway)'),
    ('placements', '\b(placements?|foster|adopt|accommodation)'),
    ('missing and exploitation', '\b(missing|exploitation)\b'),
    ('education', '\b(education|school|attainment)')
)
SELECT theme, count(*) AS recommendations, count(DISTINCT sha256) AS reports
FROM recommendations
JOIN themes ON regexp_matches(lower(text), pattern)
GROUP BY theme
ORDER BY recommendations DESC, theme;

-- Question: who was asked the same? Pairs of recommendations of different councils that share at least half of their
-- words. Only recommendations with a rare word in common are compared, so that the number of pairs stays small.
WITH items AS (
    SELECT sha256, position, coalesce(authority, reports.subject) AS council, reports.year, text,
           list_distinct(regexp_extract_all(lower(text), '[a-z]{4,}')) AS words
    FROM recommendations
    JOIN reports USING (sha256)
),
rare AS (
    SELECT word
    FROM (SELECT unnest(words) AS word FROM items)
    GROUP BY word
    HAVING count(*) BETWEEN 2 AND 50
),
item_words AS (SELECT sha256, position, unnest(words) AS word FROM items),
candidates AS (
    SELECT DISTINCT a.sha256 AS one_sha256, a.position AS one_position, b.sha256 AS other_sha256, b.position AS other_position
    FROM item_words AS a
    JOIN rare USING (word)
    JOIN item_words AS b ON a.word = b.word AND a.sha256 < b.sha256
)
SELECT one.council || ', ' || one.year AS one, other.council || ', ' || other.year AS other,
       round(len(list_intersect(one.words, other.words))
             / len(list_distinct(list_concat(one.words, other.words))), 2) AS shared,
       left(one.text, 80) AS text
FROM candidates
JOIN items AS one ON one.sha256 = one_sha256 AND one.position = one_position
JOIN items AS other ON other.sha256 = other_sha256 AND other.position = other_position
WHERE one.council <> other.council AND shared >= 0.5
ORDER BY shared DESC, one, other
LIMIT 20;
