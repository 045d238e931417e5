const day = sql<string>`date_format(${sql.ref('createdAt')}, '%Y-%m-%d')`
