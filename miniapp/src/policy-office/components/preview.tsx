import {
  amountWords,
  benefitWords,
  conditionsOf,
  dayWords,
  type NameOfCode,
  type PolicyContent,
  requirementWords,
  wayWords,
} from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import { Card, Icon, Lead, Row, Tag } from '../../components'
import './preview.scss'

interface PreviewProps {
  content: PolicyContent
  names: NameOfCode
  /** In the frame of a phone. */
  framed?: boolean
}

/** The policy as its readers will see it. */
export function Preview({ content, names, framed }: PreviewProps) {
  const { title, plain, issuer, documentNo, benefits, amount, rule, way, materials, steps } = content
  const conditions = conditionsOf(rule)
  return (
    <View className={framed ? 'policy-preview policy-preview--framed' : 'policy-preview'}>
      <Text className="policy-preview__title">{title || '（还没有标题）'}</Text>
      <View className="policy-preview__tags">
        {benefits.map((benefit) => (
          <Tag key={benefit}>{benefitWords[benefit]}</Tag>
        ))}
        <Tag tone={way === 'instant' ? 'good' : 'plain'}>{wayWords[way].label}</Tag>
      </View>
      {plain ? <Lead>{plain}</Lead> : null}
      <View className="policy-preview__sum">
        <Text className="policy-preview__figure">{amountWords(amount) || '标准还没有写'}</Text>
        <Text className="policy-preview__note">{windowText(content)}</Text>
      </View>
      <Card title="要符合什么" flush>
        {conditions.length === 0 ? <Row title="还没有条件" /> : null}
        {conditions.map(({ condition, none, path }) => (
          <Row
            key={path}
            icon={condition.hard ? 'check' : 'star'}
            title={requirementWords({ condition, none, truth: 'unknown', own: null }, names)}
            detail={condition.sourceText}
            note={condition.hard ? undefined : '优先，不符合也能申报'}
          />
        ))}
      </Card>
      {way === 'instant' ? null : (
        <Card title="带什么" flush>
          {materials.length === 0 ? <Row title="还没有列" /> : null}
          {materials.map(({ name, note, held }, at) => (
            <Row
              // biome-ignore lint/suspicious/noArrayIndexKey: two materials may be called alike
              key={at}
              title={name || '（没有名称）'}
              detail={note || undefined}
              tag={held ? { text: '不用交', tone: 'good' } : undefined}
            />
          ))}
        </Card>
      )}
      <Card title="怎么办">
        {steps
          .filter((step) => step.trim() !== '')
          .map((step, at) => (
            <Text className="policy-preview__line" key={step}>{`${at + 1}. ${step}`}</Text>
          ))}
        <Text className="policy-preview__line">{content.place}</Text>
        <View className="policy-preview__phone">
          <Icon name="info" />
          <Text>{content.phone ? `有疑问打 ${content.phone}` : '还没有咨询电话'}</Text>
        </View>
      </Card>
      {content.interpretation ? (
        <Card title="解读">
          <Text className="policy-preview__text">{content.interpretation}</Text>
        </Card>
      ) : null}
      <Text className="policy-preview__note">{[issuer, documentNo].filter(Boolean).join(' · ')}</Text>
    </View>
  )
}

function windowText({ window }: PolicyContent): string {
  switch (window.kind) {
    case 'dates':
      return `${dayWords(window.from)}到${dayWords(window.to)}申报`
    case 'always':
      return '常年可以申报'
    case 'untilSpent':
      return window.from ? `${dayWords(window.from)}起，额满为止` : '额满为止'
    case 'rolling':
      return window.text
  }
}
