import { colour, printable } from './colour.ts'
import { print } from './print.ts'

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']

/** Shows on standard error that a long piece of work goes on, and how long it took. */
export async function progress<T>(label: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now()
  const seconds = () => `${((performance.now() - started) / 1000).toFixed(1)} s`
  const stop = process.stderr.isTTY ? spin(label, seconds) : announce(label)
  try {
    const result = await work()
    stop(`${colour.green('✓')} ${label} ${colour.dim(seconds())}`)
    return result
  } catch (error) {
    stop(`${colour.red('✗')} ${label} ${colour.dim(seconds())}`)
    throw error
  }
}

type Stop = (lastLine: string) => void

function spin(label: string, seconds: () => string): Stop {
  let frame = 0
  const draw = () => {
    const symbol = frames[frame++ % frames.length]!
    process.stderr.write(`\r\u001B[K${printable(`${colour.cyan(symbol)} ${label} ${colour.dim(seconds())}`)}`)
  }
  draw()
  const timer = setInterval(draw, 100)
  timer.unref()
  return (lastLine) => {
    clearInterval(timer)
    process.stderr.write('\r\u001B[K')
    print(process.stderr, lastLine)
  }
}

function announce(label: string): Stop {
  print(process.stderr, `${label} …`)
  return (lastLine) => print(process.stderr, lastLine)
}
