import { beforeEach, describe, expect, it, vi } from 'vitest'
import { findCommand } from '../../src/commands/find.ts'
import { commands, isGroup, word } from '../../src/commands/index.ts'
import { aliasText } from '../../src/commands/translate.ts'
import { aliases, told } from '../../src/commands/words.ts'

const theirs = [...aliases.flatMap(([, words]) => words), ...told.flatMap(({ words }) => words)]
const find = async (text: string) => await findCommand(text.split(' '))

// What is read as what is said on standard error.
beforeEach(() => void vi.spyOn(process.stderr, 'write').mockReturnValue(true))

describe('words of other tools', () => {
  it('are each of one meaning, and never hide a command of ours', () => {
    expect(theirs.filter((words, index) => theirs.indexOf(words) !== index)).toEqual([])
    for (const words of theirs) {
      const [first, second, ...more] = words.split(' ')
      expect(more).toEqual([])
      const own = commands.find((entry) => word(entry) === first)
      if (!own) continue
      expect({ words, isGroup: isGroup(own), second }).toMatchObject({ isGroup: true, second: expect.any(String) })
      if (isGroup(own)) expect(own.commands.map(word)).not.toContain(second)
    }
  })

  it.each(aliases.map(([ours, words]) => [ours, words] as const))(
    'are paxx %s, with what follows: %j',
    async (ours, words) => {
      for (const each of words) {
        // `extensions` alone lists them, and has commands of its own.
        const following = ours === 'extensions' ? ['--json'] : ['--json', 'one', 'two']
        const found = await find([each, ...following].join(' '))
        expect(found.entry).toHaveProperty('load')
        expect(ours).toMatch(new RegExp(`^${found.path.join(' ')}`))
        const rest = ours.split(' ').slice(found.path.length)
        expect(found.argv).toEqual([...rest, ...following])
      }
    },
  )

  it.each(told.map(({ words, type }) => [type, words] as const))(
    'that are none of ours lead to %s: %j',
    async (type, words) => {
      for (const each of words) {
        await expect(find(`${each} one --two`)).rejects.toMatchObject({ code: 'OTHER_WORD', hint: type })
      }
      const [tool, ...rest] = type.replace(/ ".*"/, '').split(' ')
      // What a project has by its npm scripts is looked for in one.
      if (tool !== 'paxx' || ['test', 'build', 'check'].includes(rest[0]!)) return
      expect((await findCommand(rest)).entry).toHaveProperty('load')
    },
  )

  it('that work are in the help, in lines of its width', () => {
    const lines = aliasText(80).split('\n')
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80)
    const text = lines.map((line) => line.trim()).join(' ')
    for (const [ours, words] of aliases)
      expect(text).toMatch(new RegExp(`paxx ${ours} +${words.join(', ').replace('(', '')}`))
  })

  it.each([
    'makeproject',
    'new',
    'serve',
    'generate route',
    'generate model',
    'generate auth',
    'generate token',
    'create user',
    'db init',
    'db rollback',
    'install',
    'dockerize',
    'plugin list',
    'plugin install',
    'plugin remove',
    'plugin info',
    'release',
    'migrate',
    'g',
    'generate',
    'console',
    'make:model',
    'migrate:rollback',
    'tinker',
    'makemigrations',
    'runserver',
    'startapp',
    'startproject',
    'createsuperuser',
    'g resource',
    'phx.gen.json',
    'db push',
    'migrate dev',
  ])('know `%s`', (words) => expect(theirs).toContain(words))
})
