import type { FieldProblem } from '../../errors'
import type { PolicyContent } from './types'
import { conditionsOf } from './walk'

/** What must not be asked for, where it was found, and what may be written instead. */
export interface Objection extends FieldProblem {
  /** The words that are objected to. */
  words: string
  /** 出处. */
  basis: string
  wayOut: string
}

interface Forbidden {
  pattern: RegExp
  /** A sentence that says the opposite is let pass. */
  unless?: RegExp
  says: (words: string) => string
  basis: string
  wayOut: string
}

const competition = '公平竞争审查条例'
const shanghai = '上海市优化营商环境条例第二十四条'

const forbidden: readonly Forbidden[] = [
  {
    pattern:
      /注册(?:地|登记地|在)|登记地|工商登记在|在[^，。；、]{0,10}(?:注册登记|登记注册|注册)(?=[^商资会]|$)|税务登记地/,
    unless: /(?:不(?:得|要求|限|论|看|以)|无论|不分)[^，。；]{0,10}(?:注册|登记)|注册(?:地|登记地)不限/,
    says: (words) => `“${words}”是按注册地设条件。`,
    basis: competition,
    wayOut: '改成“在本地经营”，看实际在哪里做；有法律依据的写明依据。',
  },
  {
    pattern:
      /(?:新)?迁入|新引进|不(?:得|能)?(?:向外)?(?:迁出|迁离|外迁)|承诺[^，。；]{0,12}不(?:迁|搬)|落户企业/,
    unless: /不(?:得|能)?(?:要求|限制|阻碍)[^，。；]{0,10}(?:迁入|迁出|迁离|外迁)/,
    says: (words) => `“${words}”是按迁入迁出设条件。`,
    basis: competition,
    wayOut: '删去这一条，或改成看在本地做成了什么，如面积、用工、投入。',
  },
  {
    pattern:
      /纳税(?:总)?额|税收(?:贡献|总额|实得)|(?:地方)?(?:财力|经济|财政)贡献|缴纳?税(?:款|额)|税收[^，。；]{0,6}(?:以上|达到|超过)|纳税[^，。；]{0,4}(?:以上|达到|超过|不低于)/,
    unless: /(?:不(?:得|要求|与|以|看))[^，。；]{0,10}(?:纳税|税收|贡献)/,
    says: (words) => `“${words}”是按纳税多少设条件。`,
    basis: competition,
    wayOut: '改成看投入、用工、面积这些与本项有关的事。',
  },
  {
    pattern:
      /(?:仅限|只限|限定|指定|限于)[^，。；]{0,12}(?:名单|(?:下列|以下|所列|附件)[^，。；]{0,6}(?:企业|单位|公司|合作社|经营者|主体))|(?:名单|附件)(?:内|中|上|所列)的?(?:企业|单位|公司|经营者|合作社)|[\u4e00-\u9fff]{2,}(?:有限责任公司|股份有限公司|有限公司)/,
    says: (words) => `“${words}”只给特定的几家。`,
    basis: competition,
    wayOut: '写出大家都能对照的条件，谁符合谁申报。',
  },
  {
    pattern:
      /其[他它](?:相关)?(?:条件|要求|情形|规定)|规定的其[他它]|认为(?:需要|应当)[^，。；]{0,8}(?:条件|要求)?/,
    says: (words) => `“${words}”是兜底的话，看的人不知道要符合什么。`,
    basis: shanghai,
    wayOut: '把要符合的一条一条写出来；没有就删去。',
  },
  {
    pattern:
      /其[他它](?:相关|有关|证明|所需|需要(?:的)?)*(?:材料|资料|证明|文件)|等(?:相关|有关)?材料|需要提供的其[他它]/,
    says: (words) => `“${words}”是兜底的话，看的人不知道要带什么。`,
    basis: shanghai,
    wayOut: '把要交的材料一件一件列出来；没有就删去。',
  },
]

type Place = { field: string; text: string }

const sentences = (text: string): string[] => text.split(/[。；\n]/).filter((one) => one.trim() !== '')

function objectionsIn({ field, text }: Place): Objection[] {
  return sentences(text).flatMap((sentence) =>
    forbidden.flatMap(({ pattern, unless, says, basis, wayOut }) => {
      const words = pattern.exec(sentence)?.[0].trim()
      if (!words || unless?.test(sentence)) return []
      return [{ field, words, basis, wayOut, message: `${says(words)}${wayOut}（${basis}）` }]
    }),
  )
}

/** What an officer is told while writing. It is asked of conditions, materials and steps, and of the text as a whole. */
export function objectionsTo(
  content: Pick<
    PolicyContent,
    'title' | 'plain' | 'rule' | 'materials' | 'steps' | 'text' | 'interpretation'
  >,
): Objection[] {
  const places: Place[] = [
    { field: 'content.title', text: content.title },
    { field: 'content.plain', text: content.plain },
    ...conditionsOf(content.rule).map(({ condition, path }) => ({
      field: `content.rule.${path}`,
      text: condition.sourceText,
    })),
    ...content.materials.map(({ name, note }, at) => ({
      field: `content.materials.${at}`,
      text: `${name}。${note}`,
    })),
    ...content.steps.map((text, at) => ({ field: `content.steps.${at}`, text })),
    { field: 'content.text', text: content.text },
    { field: 'content.interpretation', text: content.interpretation },
  ]
  return places.flatMap(objectionsIn)
}
