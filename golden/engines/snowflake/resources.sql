SELECT
  "t3"."resource",
  COUNT(*) AS "events",
  COUNT(DISTINCT "t3"."case") AS "cases"
FROM (
  SELECT
    "t2"."case",
    "t2"."activity",
    "t2"."time",
    "t2"."resource",
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
) AS "t3"
GROUP BY
  1
