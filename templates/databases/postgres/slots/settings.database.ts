/** How many connections an instance keeps at most, and for how many seconds a statement may run. */
DATABASE_POOL: z.coerce.number().int().positive().default(10),
DATABASE_TIMEOUT: z.coerce.number().int().positive().default(5),
