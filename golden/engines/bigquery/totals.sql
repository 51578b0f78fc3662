SELECT
  COUNT(*) AS `events`,
  COALESCE(SUM(IF(`t3`.`n` = 0, 1, 0)), 0) AS `cases`,
  COALESCE(SUM(IF((
    `t3`.`n` > 0
  ) AND (
    `t3`.`time` = `t3`.`before_time`
  ), 1, 0)), 0) AS `ties`,
  COALESCE(
    SUM(
      IF(
        (
          `t3`.`n` > 0
        )
        AND (
          `t3`.`time` = `t3`.`before_time`
        )
        AND (
          `t3`.`activity` <> `t3`.`before_activity`
        )
        AND `t3`.`row` IS NOT DISTINCT FROM `t3`.`before_row`,
        1,
        0
      )
    ),
    0
  ) AS `undecided`,
  MIN(`t3`.`time`) AS `begin`,
  MAX(`t3`.`time`) AS `end`
FROM (
  SELECT
    `t2`.`case`,
    `t2`.`activity`,
    `t2`.`time`,
    `t2`.`row`,
    ROW_NUMBER() OVER (
      PARTITION BY `t2`.`case`
      ORDER BY `t2`.`time` ASC, `t2`.`row` ASC, `t2`.`activity` ASC
    ) - 1 AS `n`,
    LAG(`t2`.`activity`) OVER (
      PARTITION BY `t2`.`case`
      ORDER BY `t2`.`time` ASC, `t2`.`row` ASC, `t2`.`activity` ASC
    ) AS `before_activity`,
    LAG(`t2`.`time`) OVER (
      PARTITION BY `t2`.`case`
      ORDER BY `t2`.`time` ASC, `t2`.`row` ASC, `t2`.`activity` ASC
    ) AS `before_time`,
    LAG(`t2`.`row`) OVER (
      PARTITION BY `t2`.`case`
      ORDER BY `t2`.`time` ASC, `t2`.`row` ASC, `t2`.`activity` ASC
    ) AS `before_row`
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
