export { anchor, button, htmlLetter, pale } from './html'
export { type Letter, type LetterLinks, letterOf } from './letter'
export { type SmtpPatience, smtpPatience } from './lines'
export { type Mail, Mailer } from './mailer'
