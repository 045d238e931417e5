const after = (seconds: number) => sql<string>`utc_timestamp(3) + interval ${seconds} second`
