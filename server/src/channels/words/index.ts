export { refuseBadWords, type WhereWritten, type Writer, type WrittenField } from './check'
export {
  countWaitingWords,
  forgetWords,
  forgetWordsAbout,
  forgetWordsOf,
  foundWord,
  foundWords,
} from './found'
export { plainLabelText, wordsLabelText } from './labels.rules'
export { recheckWords } from './recheck'
export { type UncheckedWordsDoc, wordsModels } from './words.model'
