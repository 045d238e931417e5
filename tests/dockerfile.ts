import { DockerfileParser, type ModifiableInstruction } from 'dockerfile-ast'

export interface Instruction {
  readonly keyword: string
  readonly flags: Readonly<Record<string, string>>
  readonly args: string
}

/** The instructions of each stage, in their order, the one that names its image first. */
export function stagesOf(dockerfile: string): Instruction[][] {
  const all = DockerfileParser.parse(dockerfile)
    .getInstructions()
    .map((one): Instruction => {
      const flags = 'getFlags' in one ? (one as ModifiableInstruction).getFlags() : []
      return {
        keyword: one.getKeyword(),
        flags: Object.fromEntries(flags.map((flag) => [flag.getName(), flag.getValue() ?? ''])),
        args: one.getArgumentsContent() ?? '',
      }
    })
  const starts = all.flatMap(({ keyword }, index) => (keyword === 'FROM' ? [index] : []))
  return starts.map((start, index) => all.slice(start, starts[index + 1]))
}

/** What a stage says by one instruction. */
export const only = (stage: readonly Instruction[], keyword: string): string[] =>
  stage.filter((one) => one.keyword === keyword).map(({ args }) => args)

/** The words of an instruction in its exec form, with what precedes them left out: `CMD ["node", "main.js"]`. */
export const wordsOf = (args: string): string[] => JSON.parse(args.slice(args.indexOf('['))) as string[]
