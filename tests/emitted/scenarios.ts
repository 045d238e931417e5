import { type Answers, featureOptions } from '../../src/render/answers.ts'
import type { FeatureRequest } from '../../src/render/features/add.ts'

interface Scenario {
  readonly ids: Answers['ids']
  readonly features: readonly FeatureRequest[]
}

/** What stands after `paxx feature create`, in one line. */
export const read = (line: string): FeatureRequest => {
  const [name = '', ...words] = line.trim().split(/\s+/)
  const key = words.find((word) => word.startsWith('--primary-key='))?.split('=')[1]
  return {
    name,
    fields: words.filter((word) => !word.startsWith('--')),
    ...(words.includes('--no-timestamps') && { timestamps: false }),
    ...(key && { primaryKey: key.split(',') }),
    options: featureOptions.filter((option) => words.includes(`--${option}`)),
    ...(words.includes('--joins-only') && { joinsOnly: true }),
  }
}

const contract = `
  customers email:email:unique name:string
  orders customer:references total:integer:min=0 status:enum=pending,paid,shipped:default=pending gift:boolean:default=false notes:text:optional`

/** Every type and every modifier, and names that are words of TypeScript and SQL. */
const fifteen = `
  users email:email:unique password:string:private role:enum=admin,member:default=member active:boolean:default=true:index
  categories name:string=80:unique parent:references=categories:optional:many
  products sku:string=12:unique:min=3 title:string price:decimal=10,2:min=0.01 weight:float:min=0:max=99.5:optional data:json:default={} category:references:optional:set-null url:url:optional released:date:index:min=2000-01-01 --versioned --bulk
  reviews product:references:cascade:many author:references=users stars:integer:min=1:max=5:default=5 body:text:min=1:max=1000 at:datetime:index --versioned
  order-items product:references user:references:cascade:private quantity:integer:min=1:max=999 note:text:optional:private state:enum=one:private --bulk
  profiles user:references:unique:cascade bio:text:optional website:url:optional:unique token:uuid:unique:private secret:enum=a,b:private --bulk
  addresses street:string=2:unique zip:string=2 lat:float:min=-90:max=90 box:integer:max=-5 rank:integer:unique:max=10
  news headline:string=1 published_at:datetime:optional:unique:min=2026-01-01T00:00:00Z day:date:unique:max=2025-01-01 --bulk
  statuses code:string=3:min=3:unique label:string:default=none:optional flag:boolean:optional
  classes class:string default:integer:default=3 delete:boolean:default=false new:string:optional order:integer:index select:enum=all,none,some:index:optional from:date status:enum=only switch:json:optional index:bigint:unique:min=0 where:boolean values:json
  friendships one:references=users other:references=users:cascade since:date:optional
  tags label:string:unique --no-timestamps --versioned --bulk
  follows follower:references=users followed:references=users:cascade muted:boolean:default=false note:text:private:optional by:references=users:optional:set-null --primary-key=follower,followed
  taggings tag:references:cascade product:references:cascade:many --primary-key=tag,product
  product-tags product:references:cascade tag:references:cascade --primary-key=product,tag --joins-only
  measurements small:decimal=2,2:default=0.5 whole:decimal=5,0:min=-10:max=10 exact:decimal=38,20:optional big:bigint:default=-9007199254740991:optional one:integer:min=7:max=7 half:float:default=0.5 neg:decimal=6,3:max=-1 u:uuid:default=0198c0de-0000-7000-8000-000000000001 w:url:default=https://example.org:8080/a:optional t:datetime:default=2026-01-01T12:00:00Z:max=2027-01-01T00:00:00Z mail:email:index:optional`

/** The longest legal names, and names that files have for something else. */
const names = `
  a${'b'.repeat(22)}-${'c'.repeat(23)}s ${'f'.repeat(47)}s:string:unique ${'g'.repeat(24)}-${'h'.repeat(24)}:enum=${'v'.repeat(100)},${'w'.repeat(100)}:default=${'w'.repeat(100)} ${'r'.repeat(23)}-${'q'.repeat(23)}:references=a${'b'.repeat(22)}-${'c'.repeat(23)}s:optional:cascade
  pages page:string limit:integer cursor:string
  changes change:string changes:string id-card:string --versioned --bulk
  tables table:string
  drafts draft:string given:string db:string
  answers answered:string read:string json:json
  types type:string
  people name:string
  tasks title:string
  notes text:text`

const scenario = (ids: Answers['ids'], lines: string): Scenario => ({
  ids,
  features: lines.trim().split('\n').map(read),
})

export const scenarios: Readonly<Record<string, Scenario>> = {
  'the two of the contract': scenario('integer', contract),
  'fifteen, of every type and modifier': scenario('integer', fifteen),
  'fifteen, with UUIDs': scenario('uuid', fifteen),
  'the longest names, and names of other things': scenario('integer', names),
}
