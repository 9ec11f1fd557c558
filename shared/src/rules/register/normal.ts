import type { Sex } from '../../contract/register-words'
import { memo } from './memo'

/** Full-width letters (全角) and spaces do not make another name; the dot of a long name is written in three ways. */
export const plainName = (name: string): string => (hanAlone.test(name) ? name : spelled(name))

const hanAlone = /^[\u4e00-\u9fff]*$/

const spelled = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/[\s\p{Cf}]/gu, '')
    .replace(/[•・‧∙．]/g, '·')

const digits = '零一二三四五六七八九'

/** 十五 → 15, 二十 → 20, 一百零二 → 102; null where it is no number up to 999. */
export function chineseNumber(text: string): number | null {
  const parts =
    /^(?:([一二三四五六七八九])百)?零?(?:([一二三四五六七八九])?(十))?零?([一二三四五六七八九])?$/.exec(
      text.replaceAll('两', '二').replaceAll('〇', '零'),
    )
  if (!parts || text === '') return null
  const [, hundreds, tens, ten, ones] = parts
  const digit = (sign: string | undefined) => (sign ? digits.indexOf(sign) : 0)
  return digit(hundreds) * 100 + (ten ? (tens ? digit(tens) : 1) * 10 : 0) + digit(ones)
}

const groupEnd = /(?:村民)?(?:小组|生产队|村组|组|队)$/

/** `1 组`, `第1组`, `一组`, `01`, `15队` are 1组 … 15组; a name of words stays (东浜组). Empty where nothing is said. */
export const plainGroup = memo((written: string): string => {
  const text = written.normalize('NFKC').replace(/[\s\p{Cf}]/gu, '')
  if (text === '') return ''
  const core = text
    .replace(/^第/, '')
    .replace(groupEnd, '')
    .replace(/[号.]$/, '')
  const number = /^\d{1,3}$/.test(core) ? Number(core) : chineseNumber(core)
  return number === null || number === 0 ? text : `${number}组`
})

/** Its number, or null for a group with a name of words. */
export const groupNumber = (group: string): number | null => {
  const number = /^(\d{1,3})组$/.exec(group)?.[1]
  return number === undefined ? null : Number(number)
}

/** `沈国良户` and `沈国良家` above a household are its head's name. */
export const headName = (written: string): string => {
  const name = plainName(written)
  return /^\p{Script=Han}{2,4}[户家]$/u.test(name) ? name.slice(0, -1) : name
}

const headWords = /^(?:户主|本人|户主本人|承包方代表|代表|代表人|本户|01|1)$/

/** The relation as it is written, the head always as 户主; null where nothing is said. */
export const plainRelation = memo((written: string): string | null => {
  const text = plainName(written).replace(/^(?:户主)?之(?=.)/, '')
  if (text === '') return null
  return headWords.test(text) ? '户主' : text.slice(0, 10)
})

export const sexOf = memo((written: string): Sex | null => {
  const text = plainName(written).toUpperCase()
  if (/^(?:男性?|M|MALE|1)$/.test(text)) return 'male'
  return /^(?:女性?|F|FEMALE|2)$/.test(text) ? 'female' : null
})

export const sexText: Readonly<Record<Sex, string>> = { male: '男', female: '女' }

const yes = /^(?:是|√|✓|✔|☑|Y|YES|TRUE|有|1|成员|确认|本社成员|集体成员|社员|股民)$/
const no = /^(?:否|×|✗|X|N|NO|FALSE|无|0|非成员|不是|未确认|-|—)$/

/** Whether a member of the collective; null where nothing is said, undefined where it is not understood. */
export const memberOf = memo((written: string): boolean | null | undefined => {
  const text = plainName(written).toUpperCase()
  if (text === '') return null
  if (yes.test(text)) return true
  return no.test(text) ? false : undefined
})

/** A mobile number, or one of a fixed telephone with its area code or without; null where it is none. */
export function phoneNumber(written: string): string | null {
  const text = written.normalize('NFKC').replace(/[^\d]/g, '')
  const plain = text.length === 13 && text.startsWith('86') ? text.slice(2) : text
  return /^1[3-9]\d{9}$/.test(plain) || /^(?:0\d{2,3})?[2-9]\d{6,7}$/.test(plain) ? plain : null
}

/** 138****1234: enough for the clerk to tell two numbers apart. */
export const maskPhone = (phone: string): string =>
  phone.length >= 11 ? `${phone.slice(0, 3)}****${phone.slice(-4)}` : `****${phone.slice(-4)}`

/** Died or gone, as the column 变动 says it; null where it says nothing of that. */
export function endOf(written: string): 'died' | 'movedOut' | null {
  const text = plainName(written)
  if (/死亡|去世|亡故|病故|过世|已故/.test(text)) return 'died'
  return /迁出|移出|外迁|转出|注销/.test(text) ? 'movedOut' : null
}
