WITH "t3" AS (
  SELECT
    "t2"."case",
    "t2"."activity",
    "t2"."time",
    "t2"."start",
    "t2"."attribute_1",
    ROW_NUMBER() OVER (
      PARTITION BY "t2"."case"
      ORDER BY "t2"."time" ASC, "t2"."row" ASC, "t2"."activity" ASC
    ) - 1 AS "n"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t0"."lead_id" AS "case",
        "t0"."step" AS "activity",
        DATEDIFF(
          MICROSECOND,
          TIMESTAMP_TZ_FROM_PARTS(1970, 1, 1, 0, 0, 0, 0, 'UTC'),
          CASE
            WHEN "t0"."done_at" BETWEEN TIMESTAMP_TZ_FROM_PARTS(1, 1, 2, 0, 0, 0, 0, 'UTC') AND TIMESTAMP_TZ_FROM_PARTS(9999, 12, 30, 0, 0, 0, 0, 'UTC')
            THEN "t0"."done_at"
            ELSE NULL
          END
        ) AS "time",
        "t0"."event_id" AS "row",
        DATEDIFF(
          MICROSECOND,
          TIMESTAMP_TZ_FROM_PARTS(1970, 1, 1, 0, 0, 0, 0, 'UTC'),
          CASE
            WHEN "t0"."began_at" BETWEEN TIMESTAMP_TZ_FROM_PARTS(1, 1, 2, 0, 0, 0, 0, 'UTC') AND TIMESTAMP_TZ_FROM_PARTS(9999, 12, 30, 0, 0, 0, 0, 'UTC')
            THEN "t0"."began_at"
            ELSE NULL
          END
        ) AS "start",
        NULLIF("t0"."owner", '') AS "resource",
        "t0"."segment" AS "attribute_1",
        NULLIF("t0"."part", '') AS "lifecycle",
        CASE
          WHEN (
            "t0"."lead_id" IS NULL
          ) OR (
            "t0"."lead_id" = ''
          )
          THEN 'no case'
          WHEN (
            "t0"."step" IS NULL
          ) OR (
            "t0"."step" = ''
          )
          THEN 'no activity'
          WHEN DATEDIFF(
            MICROSECOND,
            TIMESTAMP_TZ_FROM_PARTS(1970, 1, 1, 0, 0, 0, 0, 'UTC'),
            CASE
              WHEN "t0"."done_at" BETWEEN TIMESTAMP_TZ_FROM_PARTS(1, 1, 2, 0, 0, 0, 0, 'UTC') AND TIMESTAMP_TZ_FROM_PARTS(9999, 12, 30, 0, 0, 0, 0, 'UTC')
              THEN "t0"."done_at"
              ELSE NULL
            END
          ) IS NULL
          THEN 'no time'
          WHEN (
            LOWER(NULLIF("t0"."part", '')) IS NULL
          )
          OR NOT (
            LOWER(NULLIF("t0"."part", '')) IN ('complete')
          )
          THEN 'other life cycle state'
          ELSE ''
        END AS "state"
      FROM "project"."crm"."leads_events" AS "t0"
    ) AS "t1"
    WHERE
      "t1"."state" = ''
  ) AS "t2"
)
SELECT
  "t15".*
  EXCLUDE ("sequence")
FROM (
  SELECT
    "t14"."case",
    "t14"."events",
    "t14"."begin",
    "t14"."end",
    "t14"."attribute_1",
    "t14"."sequence",
    MIN("t14"."case") OVER (
      PARTITION BY "t14"."sequence"
      ORDER BY NULL ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "model"
  FROM (
    SELECT
      "t13".*
      EXCLUDE ("places_")
    FROM (
      SELECT
        "t12"."case",
        "t12"."events",
        "t12"."begin",
        "t12"."end",
        "t12"."attribute_1",
        "t12"."places_",
        ARRAY_TO_STRING(NULLIF(ARRAY_SORT("t12"."places_"), []), ',') AS "sequence"
      FROM (
        SELECT
          "t11"."case",
          COUNT(*) AS "events",
          MIN("t11"."begin") AS "begin",
          MAX("t11"."time") AS "end",
          MIN_BY(
            IFF("t11"."attribute_1" IS NOT NULL, "t11"."attribute_1", NULL),
            IFF("t11"."attribute_1" IS NOT NULL, "t11"."n", NULL)
          ) AS "attribute_1",
          ARRAY_AGG("t11"."place_") AS "places_"
        FROM (
          SELECT
            "t10"."case",
            "t10"."activity",
            "t10"."time",
            "t10"."start",
            "t10"."attribute_1",
            "t10"."n",
            "t10"."code",
            "t10"."activity_",
            COALESCE("t10"."start", "t10"."time") AS "begin",
            CAST((
              "t10"."n" * 1048576
            ) + "t10"."code" + 1000000000000000 AS VARCHAR) AS "place_"
          FROM (
            SELECT
              "t5"."case",
              "t5"."activity",
              "t5"."time",
              "t5"."start",
              "t5"."attribute_1",
              "t5"."n",
              "t9"."code",
              "t9"."activity_"
            FROM "t3" AS "t5"
            INNER JOIN (
              SELECT
                "t7"."code",
                "t7"."activity" AS "activity_"
              FROM (
                SELECT
                  "t6"."activity",
                  "t6"."events",
                  ROW_NUMBER() OVER (ORDER BY "t6"."activity" ASC) - 1 AS "code"
                FROM (
                  SELECT
                    "t4"."activity",
                    COUNT(*) AS "events"
                  FROM "t3" AS "t4"
                  GROUP BY
                    1
                ) AS "t6"
              ) AS "t7"
            ) AS "t9"
              ON "t5"."activity" = "t9"."activity_"
          ) AS "t10"
        ) AS "t11"
        GROUP BY
          1
      ) AS "t12"
    ) AS "t13"
  ) AS "t14"
) AS "t15"
