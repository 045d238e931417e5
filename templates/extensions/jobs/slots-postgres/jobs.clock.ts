const after = (seconds: number) => sql<string>`now() + ${seconds} * interval '1 second'`
