const day = sql<string>`substr(${sql.ref('createdAt')}, 1, 10)`
