-- The library room shows how much is marked in every article: counted from this alone, without reading any annotation.
-- Where a value is not even JSON, nothing can be drawn from it, and the others are counted all the same.
CREATE INDEX annotation_counted ON annotation (
    CASE WHEN json_valid(value) THEN json_extract(value, '$.document') END,
    CASE WHEN json_valid(value) THEN json_extract(value, '$.colour') IS NOT NULL END,
    CASE WHEN json_valid(value) THEN json_extract(value, '$.note') != '' END
) WHERE CASE WHEN json_valid(value) THEN json_extract(value, '$.deleted') IS NULL END;
