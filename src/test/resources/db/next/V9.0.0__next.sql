CREATE TABLE something_newer (id BIGINT);
