SELECT
  `t1`.`state`,
  COUNT(*) AS `count`
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
GROUP BY
  1
