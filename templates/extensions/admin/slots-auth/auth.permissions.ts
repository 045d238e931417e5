'admin',
