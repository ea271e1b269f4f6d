-- Dead letters that no failure names any more: told for as long as the file is there.
CREATE TABLE left_letter (
    folder_id BIGINT NOT NULL,
    file      TEXT   NOT NULL,
    PRIMARY KEY (folder_id, file)
) ${clustered};
