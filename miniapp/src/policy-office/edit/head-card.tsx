import type { PolicyContent } from '@hutang/shared/rules'
import { benefitWords, levelWords, needWords } from '@hutang/shared/rules'
import { View } from '@tarojs/components'
import { Card, Fold, Input, RadioGroup, Select, Textarea } from '../../components'
import { Checks } from '../fields/checks'
import { DayInput } from '../fields/day-input'
import { Industries } from '../fields/industries'
import { audienceWords, choicesOf } from '../words'
import type { PartProps } from './part'

interface HeadCardProps extends PartProps {
  names: (code: string) => string | undefined
  onNames: (names: Readonly<Record<string, string>>) => void
}

/** What it is called, who issued it, and whom it is for. */
export function HeadCard({ content, onEdit, wrong, names, onNames }: HeadCardProps) {
  return (
    <Card title="标题和出处">
      <View id="at-title">
        <Textarea
          label="标题"
          required
          maxLength={80}
          error={wrong('title')}
          value={content.title}
          onChange={(title) => onEdit({ title: title.replace(/\n/g, '') })}
        />
      </View>
      <View id="at-plain">
        <Textarea
          label="一句话说清"
          required
          hint="大家最先看到的就是它：谁，能得到什么。例：种菜拿到绿色食品证书的，每亩奖 120 元。"
          maxLength={120}
          error={wrong('plain')}
          value={content.plain}
          onChange={(plain) => onEdit({ plain })}
        />
      </View>
      <View id="at-issuer">
        <Input
          label="发文机关"
          required
          maxLength={60}
          error={wrong('issuer')}
          value={content.issuer}
          onChange={(issuer) => onEdit({ issuer })}
        />
      </View>
      <View id="at-documentNo">
        <Input
          label="文号"
          required
          hint="如 沪农委发〔2026〕3号；括号怎么打都能搜到"
          maxLength={60}
          error={wrong('documentNo')}
          value={content.documentNo}
          onChange={(documentNo) => onEdit({ documentNo })}
        />
      </View>
      <RadioGroup
        label="给谁"
        value={content.audience}
        choices={choicesOf(audienceWords)}
        onChange={(audience) => onEdit({ audience })}
      />
      <View id="at-benefits">
        <Checks
          label="给什么（支持方式）"
          required
          error={wrong('benefits')}
          choices={choicesOf(benefitWords)}
          value={content.benefits}
          onChange={(benefits) => onEdit({ benefits })}
        />
      </View>
      <Fold title="成文日期、有效期、层级和分类" note={datesNote(content)}>
        <Dates content={content} onEdit={onEdit} wrong={wrong} />
        <Checks
          label="解决什么（需求）"
          hint="订阅了这些需求的人会收到"
          choices={choicesOf(needWords)}
          value={content.needs}
          onChange={(needs) => onEdit({ needs })}
        />
        <Industries
          label="给哪些行业看"
          hint="只用来分类和搜索；谁能申报看条件"
          value={content.industries}
          names={names}
          onChange={(industries, own) => {
            onNames(own)
            onEdit({ industries })
          }}
        />
      </Fold>
    </Card>
  )
}

const datesNote = ({ validFrom, validTo }: PolicyContent): string =>
  validFrom || validTo ? `${validFrom ?? '发布'}起，${validTo ? `到${validTo}` : '没有截止'}` : '可以先不填'

function Dates({ content, onEdit, wrong }: PartProps) {
  return (
    <View id="at-validTo">
      <Select
        label="政策层级"
        value={content.level}
        choices={choicesOf(levelWords)}
        onChange={(level) => onEdit({ level })}
      />
      <DayInput
        label="成文日期"
        error={wrong('issuedOn')}
        value={content.issuedOn}
        onChange={(issuedOn) => onEdit({ issuedOn })}
      />
      <DayInput
        label="有效期从"
        error={wrong('validFrom')}
        value={content.validFrom}
        onChange={(validFrom) => onEdit({ validFrom })}
      />
      <DayInput
        label="有效期到"
        hint="没有就空着"
        error={wrong('validTo')}
        value={content.validTo}
        onChange={(validTo) => onEdit({ validTo })}
      />
    </View>
  )
}
