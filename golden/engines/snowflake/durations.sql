SELECT
  COUNT(*) AS "count",
  SUM("t7"."high_") AS "high",
  SUM("t7"."value_" - (
    "t7"."high_" * 4294967296
  )) AS "low",
  MIN("t7"."value_") AS "least",
  MAX("t7"."value_") AS "most",
  MAX(
    IFF(
      "t7"."rank_" = LEAST(
        GREATEST(CAST(FLOOR((
          (
            "t7"."all_" + 1
          ) * 1
        ) / (
          2
        )) AS BIGINT), 1),
        "t7"."all_"
      ),
      "t7"."value_",
      NULL
    )
  ) AS "median_below",
  MAX(
    IFF(
      "t7"."rank_" = LEAST(
        LEAST(
          GREATEST(CAST(FLOOR((
            (
              "t7"."all_" + 1
            ) * 1
          ) / (
            2
          )) AS BIGINT), 1),
          "t7"."all_"
        ) + 1,
        "t7"."all_"
      ),
      "t7"."value_",
      NULL
    )
  ) AS "median_above",
  MAX(
    IFF(
      "t7"."rank_" = LEAST(
        GREATEST(CAST(FLOOR((
          (
            "t7"."all_" + 1
          ) * 9
        ) / (
          10
        )) AS BIGINT), 1),
        "t7"."all_"
      ),
      "t7"."value_",
      NULL
    )
  ) AS "p90_below",
  MAX(
    IFF(
      "t7"."rank_" = LEAST(
        LEAST(
          GREATEST(CAST(FLOOR((
            (
              "t7"."all_" + 1
            ) * 9
          ) / (
            10
          )) AS BIGINT), 1),
          "t7"."all_"
        ) + 1,
        "t7"."all_"
      ),
      "t7"."value_",
      NULL
    )
  ) AS "p90_above"
FROM (
  SELECT
    "t6"."value_",
    (
      ROW_NUMBER() OVER (ORDER BY "t6"."value_" ASC) - 1
    ) + 1 AS "rank_",
    COUNT(*) OVER (ORDER BY NULL ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS "all_",
    CAST(FLOOR((
      "t6"."value_"
    ) / (
      4294967296
    )) AS BIGINT) AS "high_"
  FROM (
    SELECT
      "t5"."end" - "t5"."begin" AS "value_"
    FROM (
      SELECT
        "t4"."case",
        MIN("t4"."begin") AS "begin",
        MAX("t4"."time") AS "end"
      FROM (
        SELECT
          "t3"."case",
          "t3"."activity",
          "t3"."time",
          "t3"."start",
          "t3"."n",
          COALESCE("t3"."start", "t3"."time") AS "begin"
        FROM (
          SELECT
            "t2"."case",
            "t2"."activity",
            "t2"."time",
            "t2"."start",
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
      ) AS "t4"
      GROUP BY
        1
    ) AS "t5"
  ) AS "t6"
) AS "t7"
