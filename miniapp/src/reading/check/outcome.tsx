import { Text, View } from '@tarojs/components'
import { a11y } from '../../a11y/a11y'
import type { Answer } from '../../api/contract'
import { Elements, Icon, Row, Section } from '../../components'
import { dayText } from '../../format/date'
import { goTo } from '../../hooks/navigation'
import './check.scss'

type Checked = Answer<'GET /api/check'>

/** What became of the code: the answer large, then what to compare it with. */
export function Outcome({ answer }: { answer: Checked }) {
  const { title, detail, good } = wordsOf(answer)
  const { found } = answer
  return (
    <View
      className={`check ${good ? 'check--good' : 'check--bad'}`}
      {...a11y({ role: 'status', live: 'polite' })}
    >
      <View className="check__head">
        <Icon name={good ? 'check' : 'alert'} />
        <Text className="check__title" {...a11y({ role: 'heading', level: 2 })}>
          {title}
        </Text>
      </View>
      <Text className="check__detail">{detail}</Text>
      {found ? (
        <>
          <Elements
            items={[
              { name: '题目', text: found.title },
              { name: '谁公开的', text: `${found.region.name} · ${found.publishedBy}` },
              { name: '什么时候', text: dayText(found.publishedAt) },
              { name: '现在怎么样', text: stateOf(found) },
              { name: '核对码', text: found.code },
            ]}
          />
          <Section title="再对一对">
            <Row
              icon="document"
              title="看原文"
              detail="字和数，和纸上的对一对；不一样的，以这里为准"
              onPress={() => goTo('notice', { id: found.id })}
            />
            {found.newest ? (
              <Row
                icon="catalogue"
                title={found.newest.title}
                detail={`这一项后来又公开过，${dayText(found.newest.publishedAt)}`}
                onPress={() => goTo('notice', { id: found.newest?.id })}
              />
            ) : null}
          </Section>
        </>
      ) : null}
    </View>
  )
}

function wordsOf({ outcome, found, site }: Checked): { title: string; detail: string; good: boolean } {
  switch (outcome) {
    case 'published':
      return {
        title: `是真的，${found?.region.name ?? ''}公开的`,
        detail: '这条是正式公开的。纸上的字有没有被改过，请看原文对一对。',
        good: true,
      }
    case 'ended':
      return {
        title: `公开过，现在${found?.stateText ?? '不再有效'}`,
        detail: '这条以前正式公开过，后来不再有效，不要再转发。',
        good: false,
      }
    case 'elsewhere':
      return {
        title: '没有查到，这不是村里公开的',
        detail: `这个码打开的是别的网站。村里的公开，网址都以 ${site} 开头。不要在那里填姓名、号码、密码，也不要付钱。`,
        good: false,
      }
    case 'unknown':
      return {
        title: '没有查到，这不是村里公开的',
        detail:
          '先看看有没有抄错：核对码里没有字母 O、I、L、S、B。还是查不到的，打电话问村委会，先不要转发、不要付钱。',
        good: false,
      }
  }
}

function stateOf({ state, stateText, correctedAt, editionNo }: NonNullable<Checked['found']>): string {
  if (state !== 'published') return stateText ?? '不再有效'
  if (correctedAt) return `有效，${dayText(correctedAt)}更正过，现在是第 ${editionNo} 版`
  return '有效，没有改过'
}
