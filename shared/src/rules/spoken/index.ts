export { spokenNotice } from './notice'
export { spokenArea, spokenDecimal, spokenDigits, spokenInteger, spokenMoney } from './numbers'
export { spokenMinutes, spokenPerMinute, spokenSentence, spokenText } from './text'
