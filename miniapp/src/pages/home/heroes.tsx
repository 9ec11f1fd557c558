import { ownFigureText } from '@hutang/shared/rules'
import type { Answer } from '../../api/contract'
import { Hero, type HeroFigure } from '../../components'
import { dayText } from '../../format/date'
import { wanText } from '../../format/money'
import { ownerOf, shortName } from '../../format/words'
import { byRegion, waitingText } from '../../format/work'
import { goTo, goToCadre, goToVerify } from '../../hooks/navigation'
import { figuresHidden } from '../../store/figures-hidden'
import { covered, HideFigures } from '../../widgets'
import { openMissing } from './open-missing'

export type HomeData = Answer<'GET /api/screens/home'>
type Line = HomeData['household'][number]

/** One large, three small. */
const small = 3

// 金额 alone would not say of what.
const whatOf = ({ own, itemName }: Line): string => {
  const label = own[0]?.label ?? ''
  return label.length > 2 ? label : itemName
}

export const hasFigure = ({ own }: Line): boolean => own.some(({ value }) => typeof value === 'number')

/** The household's newest figure, large, and three others: "我家 · 本季流转费", "1,257.00 元". A tap opens its notice. */
export function OwnHero({ household }: Pick<HomeData, 'household'>) {
  const hidden = figuresHidden.use()
  const [main, ...others] = household.filter(hasFigure)
  const [figure, second] = main?.own ?? []
  if (!main || !figure) return null
  const show = (text: string) => (hidden ? covered : text)
  const beside = second && `${second.label} ${show(ownFigureText(second))}`
  return (
    <Hero
      head={`${ownerOf(main)} · ${whatOf(main)}`}
      aside={<HideFigures />}
      figure={show(ownFigureText(figure))}
      spoken={hidden ? '已遮住' : undefined}
      note={[beside, `${dayText(main.publishedAt)}公开`].filter(Boolean).join(' · ')}
      onPress={() => goTo('notice', { id: main.id })}
      small={others.slice(0, small).flatMap((line): HeroFigure[] => {
        const [first] = line.own
        if (!first) return []
        return [
          {
            value: show(ownFigureText(first)),
            spoken: hidden ? '已遮住' : undefined,
            label: smallWord(line),
            onPress: () => goTo('notice', { id: line.id }),
          },
        ]
      })}
    />
  )
}

/** Below a small figure: the item in a few words, or where it has a long name the figure's heading. */
const smallWord = (line: Line): string => {
  const name = shortName(line.itemName)
  return name.length > 6 ? whatOf(line) : name
}

/** The village's newest month of one body, for a reader without figures of their own. */
export function FinanceHero({ home: { finance, region } }: { home: HomeData }) {
  if (!finance) return null
  const { notice, what, body, publishedAt, income, expense, closing } = finance
  const left = closing ?? income - expense
  return (
    <Hero
      head={`${region.name} · ${what}账目`}
      figure={wanText(left)}
      note={`${closing === null ? '收入减支出' : '月底账上结余'} · ${body} · ${dayText(publishedAt)}公开`}
      onPress={() => goTo('notice', { id: notice })}
      small={[
        { value: wanText(income), label: '收入' },
        { value: wanText(expense), label: '支出' },
      ]}
    />
  )
}

/** For whoever is not verified yet: what it gives, and the way. */
export function VerifyHero({ home: { user, region } }: { home: HomeData }) {
  return (
    <Hero
      head={`${region.name} · 本村村民`}
      figure="看自己家的"
      worded
      note="认证以后，能看和您家有关的账目、名单、补贴。户号加姓名，两分钟办好。"
      action={user ? '去认证' : '登录并认证'}
      onPress={() => goToVerify(user !== null, region.code)}
    />
  )
}

/** What waits on the desk, before everything else: nobody is published a day later for want of a look. */
export function WorkHero({ home }: { home: HomeData }) {
  const offices = byRegion(home.user?.waiting ?? [])
  const [first, ...others] = offices
  const post = first?.region ?? home.user?.roles[0]?.region ?? home.region
  const count = offices.reduce((sum, { waiting }) => sum + waiting.reduce((n, one) => n + one.count, 0), 0)
  return (
    <Hero
      head={`${post.name} · 工作台`}
      figure={count > 0 ? `${count} 件等您办` : '没有等您办的'}
      worded={count === 0}
      note={first ? waitingText(first.waiting) : '要写公开、看进度，从这里进。'}
      action="打开工作台"
      onPress={() => goToCadre('desk', { region: post.code })}
      small={[
        ...others.map(
          ({ region, waiting }): HeroFigure => ({
            value: `${waiting.reduce((n, one) => n + one.count, 0)} 件`,
            label: region.name,
            onPress: () => goToCadre('desk', { region: region.code }),
          }),
        ),
        {
          value: `${home.missingItems} 项`,
          label: '应公开未公开',
          onPress: openMissing,
        },
        {
          value: `${home.published}/${home.items}`,
          label: '已公开',
          spoken: `${home.published} 项，共 ${home.items} 项`,
        },
      ].slice(0, small)}
    />
  )
}
