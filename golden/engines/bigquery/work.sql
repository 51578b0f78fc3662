SELECT
  `t5`.`activity`,
  COUNT(*) AS `count`,
  SUM(`t5`.`high_`) AS `high`,
  SUM(`t5`.`value_` - (
    `t5`.`high_` * 4294967296
  )) AS `low`,
  MIN(`t5`.`value_`) AS `least`,
  MAX(`t5`.`value_`) AS `most`,
  MAX(
    IF(
      `t5`.`rank_` = LEAST(
        GREATEST(CAST(FLOOR(ieee_divide((
          `t5`.`all_` + 1
        ) * 1, 2)) AS INT64), 1),
        `t5`.`all_`
      ),
      `t5`.`value_`,
      NULL
    )
  ) AS `median_below`,
  MAX(
    IF(
      `t5`.`rank_` = LEAST(
        LEAST(
          GREATEST(CAST(FLOOR(ieee_divide((
            `t5`.`all_` + 1
          ) * 1, 2)) AS INT64), 1),
          `t5`.`all_`
        ) + 1,
        `t5`.`all_`
      ),
      `t5`.`value_`,
      NULL
    )
  ) AS `median_above`,
  MAX(
    IF(
      `t5`.`rank_` = LEAST(
        GREATEST(CAST(FLOOR(ieee_divide((
          `t5`.`all_` + 1
        ) * 9, 10)) AS INT64), 1),
        `t5`.`all_`
      ),
      `t5`.`value_`,
      NULL
    )
  ) AS `p90_below`,
  MAX(
    IF(
      `t5`.`rank_` = LEAST(
        LEAST(
          GREATEST(CAST(FLOOR(ieee_divide((
            `t5`.`all_` + 1
          ) * 9, 10)) AS INT64), 1),
          `t5`.`all_`
        ) + 1,
        `t5`.`all_`
      ),
      `t5`.`value_`,
      NULL
    )
  ) AS `p90_above`
FROM (
  SELECT
    `t4`.`activity`,
    `t4`.`value_`,
    (
      ROW_NUMBER() OVER (PARTITION BY `t4`.`activity` ORDER BY `t4`.`value_` ASC) - 1
    ) + 1 AS `rank_`,
    COUNT(*) OVER (
      PARTITION BY `t4`.`activity`
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS `all_`,
    CAST(FLOOR(ieee_divide(`t4`.`value_`, 4294967296)) AS INT64) AS `high_`
  FROM (
    SELECT
      `t3`.`activity`,
      `t3`.`time` - `t3`.`start` AS `value_`
    FROM (
      SELECT
        `t2`.`case`,
        `t2`.`activity`,
        `t2`.`time`,
        `t2`.`start`,
        ROW_NUMBER() OVER (
          PARTITION BY `t2`.`case`
          ORDER BY `t2`.`time` ASC, `t2`.`row` ASC, `t2`.`activity` ASC
        ) - 1 AS `n`
      FROM (
        SELECT
          *
        FROM (
          SELECT
            `t0`.`lead_id` AS `case`,
            `t0`.`step` AS `activity`,
            TIMESTAMP_DIFF(
              CASE
                WHEN `t0`.`done_at` BETWEEN TIMESTAMP('0001-01-02T00:00:00+00:00') AND TIMESTAMP('9999-12-30T00:00:00+00:00')
                THEN `t0`.`done_at`
                ELSE NULL
              END,
              TIMESTAMP('1970-01-01T00:00:00+00:00'),
              MICROSECOND
            ) AS `time`,
            `t0`.`event_id` AS `row`,
            TIMESTAMP_DIFF(
              CASE
                WHEN `t0`.`began_at` BETWEEN TIMESTAMP('0001-01-02T00:00:00+00:00') AND TIMESTAMP('9999-12-30T00:00:00+00:00')
                THEN `t0`.`began_at`
                ELSE NULL
              END,
              TIMESTAMP('1970-01-01T00:00:00+00:00'),
              MICROSECOND
            ) AS `start`,
            NULLIF(`t0`.`owner`, '') AS `resource`,
            `t0`.`segment` AS `attribute_1`,
            NULLIF(`t0`.`part`, '') AS `lifecycle`,
            CASE
              WHEN (
                `t0`.`lead_id` IS NULL
              ) OR (
                `t0`.`lead_id` = ''
              )
              THEN 'no case'
              WHEN (
                `t0`.`step` IS NULL
              ) OR (
                `t0`.`step` = ''
              )
              THEN 'no activity'
              WHEN TIMESTAMP_DIFF(
                CASE
                  WHEN `t0`.`done_at` BETWEEN TIMESTAMP('0001-01-02T00:00:00+00:00') AND TIMESTAMP('9999-12-30T00:00:00+00:00')
                  THEN `t0`.`done_at`
                  ELSE NULL
                END,
                TIMESTAMP('1970-01-01T00:00:00+00:00'),
                MICROSECOND
              ) IS NULL
              THEN 'no time'
              WHEN (
                LOWER(NULLIF(`t0`.`part`, '')) IS NULL
              )
              OR NOT (
                LOWER(NULLIF(`t0`.`part`, '')) IN ('complete')
              )
              THEN 'other life cycle state'
              ELSE ''
            END AS `state`
          FROM `project`.`crm`.`leads_events` AS `t0`
        ) AS `t1`
        WHERE
          `t1`.`state` = ''
      ) AS `t2`
    ) AS `t3`
    WHERE
      `t3`.`start` IS NOT NULL
  ) AS `t4`
) AS `t5`
GROUP BY
  1
