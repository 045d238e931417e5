import { expect, it } from 'vitest'
import { diagramOf } from '../../src/schema/diagram.ts'
import { readSql } from './sqlite-support.ts'

it('draws tables, their keys and what they refer to', async () => {
  const schema = await readSql(
    'create table customers (id integer primary key, email text not null unique)',
    `create table orders (id integer primary key, customer_id integer not null references customers, price numeric(10, 2),
      parent_id integer references orders)`,
    'create table receipts (order_id integer primary key references orders, "sent at" text)',
    'create table tags (order_id integer not null references orders, name text not null, primary key (order_id, name))',
    'create table addresses (customer_id integer not null references customers, "the ""best"" street")',
    'create unique index one_address on addresses (customer_id)',
    'create table notes (id integer primary key, at text references gone)',
  )
  expect(diagramOf(schema)).toBe(
    `
erDiagram
  "customers" {
    integer id PK
    text email UK
  }
  "orders" {
    integer id PK
    integer customer_id FK
    numeric(10-2) price "null"
    integer parent_id FK "null"
  }
  "receipts" {
    integer order_id PK, FK
    text sent_at "null"
  }
  "tags" {
    integer order_id PK, FK
    text name PK
  }
  "addresses" {
    integer customer_id FK, UK
    any the_best_street "null"
  }
  "notes" {
    integer id PK
    text at FK "null"
  }
  "customers" ||--o{ "orders" : "customer_id"
  "orders" |o--o{ "orders" : "parent_id"
  "orders" ||--o| "receipts" : "order_id"
  "orders" ||--o{ "tags" : "order_id"
  "customers" ||--o| "addresses" : "customer_id"`.slice(1),
  )
})

it('has a word for each column, whatever it is called', async () => {
  const schema = await readSql('create table "a ""b""" ("1st" integer, "größe" text, "日付" text, "a\nb" text)')
  expect(diagramOf(schema).split('\n').slice(1, -1)).toEqual([
    `  "a 'b'" {`,
    '    integer _1st "null"',
    '    text größe "null"',
    '    text 日付 "null"',
    '    text a_b "null"',
  ])
})
