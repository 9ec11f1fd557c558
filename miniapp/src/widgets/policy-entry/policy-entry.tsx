import type { PackageEntry } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import { type ReactNode, useState } from 'react'
import { Button } from '../../components/button/button'
import { Icon } from '../../components/icon/icon'
import { Pressable } from '../../components/pressable/pressable'
import { Tag } from '../../components/tag/tag'
import { plainDay } from '../../format/date'
import { outcomeTag, sumOfEntry, windowTag } from '../../format/policy-words'
import { PolicyConditions } from './policy-conditions'
import './policy-entry.scss'

interface PolicyEntryProps {
  entry: PackageEntry
  /** What is new of it, in a word. */
  news?: string
  onOpen: () => void
  /** Below the conditions, once they are unfolded. */
  children?: ReactNode
}

/** A policy of a package: what it brings, how it stands, and what of it is not known yet. */
export function PolicyEntry({ entry, news, onOpen, children }: PolicyEntryProps) {
  const { policy, outcome, conditions } = entry
  const [open, setOpen] = useState(false)
  const window = outcome === 'received' ? null : windowTag(policy.status, plainDay)
  const fits = outcomeTag(entry)
  const sum = sumOfEntry(entry)
  const unknown = conditions.filter(({ truth, hard }) => truth === 'unknown' && hard)
  const told = toldOf(entry)
  const label = [policy.title, sum, fits.text, news, window?.text, told].filter(Boolean).join('，')
  return (
    <View className="policy-entry">
      <Pressable className="policy-entry__door" role="link" label={label} onPress={onOpen}>
        <View className="policy-entry__head">
          <Text className="policy-entry__title">{policy.title}</Text>
          <Text className="policy-entry__sum">{sum}</Text>
        </View>
        <View className="policy-entry__tags">
          <Tag tone={fits.tone}>{fits.text}</Tag>
          {news ? <Tag tone="info">{news}</Tag> : null}
          {window ? <Tag tone={window.tone}>{window.text}</Tag> : null}
          {told ? <Text className="policy-entry__told">{told}</Text> : null}
        </View>
        <View className="policy-entry__next">
          <Icon name="next" />
        </View>
      </Pressable>
      {open || outcome !== 'possible' ? null : <PolicyConditions conditions={unknown} />}
      {open ? <PolicyConditions conditions={conditions} sources /> : null}
      {open ? children : null}
      <Button
        kind="quiet"
        inline
        label={`${open ? '收起' : `看 ${conditions.length} 个条件`}，${policy.title}`}
        onPress={() => setOpen(!open)}
      >
        {open ? '收起' : `看 ${conditions.length} 个条件`}
      </Button>
    </View>
  )
}

/** What the tags do not say. */
function toldOf({ outcome, again, policy }: PackageEntry): string {
  if (outcome === 'received') return again === null ? '这项只能享受一次' : `${plainDay(again)}起可以再申请`
  return outcome === 'eligible' && policy.way === 'instant' ? '不用申请，核定后直接到账' : ''
}
