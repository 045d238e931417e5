import { runJobs } from '#tests/jobs.ts'
