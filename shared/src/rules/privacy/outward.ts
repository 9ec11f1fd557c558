import { foldText } from './folding'

/** What is said of one published thing where others read it too: on a locked screen, in a message's fields. */
export interface OutwardWords {
  title: string
  /** What it was published as. */
  name: string
  publishedBy: string
}

interface About extends OutwardWords {
  /** Whether a stranger may read the title and the item's name (M0, M1). */
  isOpen: boolean
  /** Whether the person is told because of their own household. */
  household: boolean
  /** Of the village or township. */
  place: string
  /** What happened to it; absent: it was published. */
  kind?: keyof typeof told | 'reminder'
  /** Said where the title may not be, by what knows it better than its kind. */
  something?: string | undefined
}

const told = {
  published: { something: '有新公开，请打开查看', yours: '有一条与您家有关的新公开，请打开查看', before: '' },
  corrected: {
    something: '有更正，请打开查看',
    yours: '有一条与您家有关的更正，请打开查看',
    before: '更正：',
  },
  withdrawn: {
    something: '一条公开已撤回，请打开查看',
    yours: '一条与您家有关的公开已撤回，请打开查看',
    before: '撤回：',
  },
  takenDown: {
    something: '一条公开已撤下，请打开查看',
    yours: '一条与您家有关的公开已撤下，请打开查看',
    before: '',
  },
  leaked: {
    something: '有一条给您的通知，请打开查看',
    yours: '有一条与您家有关的通知，请打开查看',
    before: '',
  },
  status: {
    something: '一条政策的申报有变化，请打开查看',
    yours: '一条政策的申报有变化，请打开查看',
    before: '',
  },
  work: { something: '有一件事等您来办，请打开查看', yours: '有一件事等您来办，请打开查看', before: '' },
}
const plainName = '村务公开'

const figure = '[\\d一二两三四五六七八九十百千万亿零〇半几数壹贰叁肆伍陆柒捌玖拾佰仟萬]'
const money = `[元圆](?!旦|宵|月)|块(?!地|田|牌|石|砖|板|空|菜|林)|[角毛](?=钱|$|[,，。、；; ])|[万萬亿](?!人|户|亩|斤|次|棵|株|字|件|平)`
/** A sum in figures of any width or in Chinese ones: ８６万元, 三千元, 1200块. */
const sum = new RegExp(`[¥$€£]|RMB|人民币|${figure}[\\s,.]*[多余来]?\\s*(?:${money})`, 'i')

export const holdsSum = (text: string): boolean => sum.test(foldText(text))

/**
 * A locked screen is read by others: no name, no sum and nothing of a household goes out, neither in the title nor by
 * the item's name or its office, which may say it all (失独家庭, 退役军人服务站). The words fit a field of twenty.
 */
export function outwardWords(about: About): OutwardWords {
  const { title, name, publishedBy, isOpen, household, place, kind = 'published' } = about
  const { something: ofKind, yours, before } = told[kind === 'reminder' ? 'published' : kind]
  const { something = ofKind } = about
  if (household) return { title: yours, name: plainName, publishedBy: place }
  if (!isOpen) return { title: something, name: plainName, publishedBy: place }
  const isQuiet = title === '' || holdsSum(title)
  return { title: isQuiet ? something : `${before}${title}`, name, publishedBy }
}
