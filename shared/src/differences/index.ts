// An entry of its own: the library that compares texts is no part of the mini-program.
export * from './content'
export * from './rising'
export * from './rows'
export * from './text'
