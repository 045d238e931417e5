#!/usr/bin/env node
// Plain and old syntax, so that a Node.js which is too old can still say so.
'use strict'

var version = process.versions.node.split('.').map(Number)
if (version[0] < 20 || (version[0] === 20 && version[1] < 19)) {
  console.error('error: paxx needs Node.js 24.16 or newer, and this is ' + process.versions.node + '.')
  console.error('hint:  install a current one from https://nodejs.org, or put one beside paxx: npm install node@24')
  process.exitCode = 1
} else {
  var module_ = require('node:module')
  if (module_.enableCompileCache) module_.enableCompileCache()
  import('../dist/cli.js')
}
