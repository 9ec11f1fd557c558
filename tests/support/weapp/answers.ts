export type Options = Record<string, unknown>
/** How one function of wx answers: what it returns is told to success, what it throws to fail. */
export type Answering = (options: Options) => unknown
type Callback = (result: unknown) => void

/** A failure as wx tells it: a code beside the words. */
export class WxFailure extends Error {
  readonly errCode: number | undefined
  readonly errno: number | undefined

  constructor(message: string, codes: { errCode?: number; errno?: number } = {}) {
    super(message)
    this.errCode = codes.errCode
    this.errno = codes.errno
  }
}

/** What fail is told. */
export function failureOf(name: string, problem: unknown): object {
  const { errCode, errno, message = '' } = problem as Partial<WxFailure>
  return {
    errMsg: `${name}:fail ${message}`.trimEnd(),
    ...(errCode === undefined ? {} : { errCode }),
    ...(errno === undefined ? {} : { errno }),
  }
}

/** Calls back as wx does, never before the call has returned. */
export function answer(name: string, options: Options, how: Answering | undefined): void {
  const tell = (key: string, result: object) => (options[key] as Callback | undefined)?.(result)
  const finish = (key: 'success' | 'fail', result: object) => {
    tell(key, result)
    tell('complete', result)
  }
  const data = Object.entries(options).filter(([, value]) => typeof value !== 'function')
  const run = async () => {
    await null
    if (!how) throw new WxFailure('not supported by this host')
    return (await how(Object.fromEntries(data))) as object | undefined
  }
  run().then(
    (result) => finish('success', { errMsg: `${name}:ok`, ...result }),
    (problem) => finish('fail', failureOf(name, problem)),
  )
}
