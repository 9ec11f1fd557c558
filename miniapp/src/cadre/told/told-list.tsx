import type { LeakReportCard, LeakView, ToldHousehold } from '@hutang/shared/contract'
import { leakKindsText } from '@hutang/shared/rules'
import { useState } from 'react'
import { Button, Card, EmptyState, Row } from '../../components'
import { momentText } from '../../format/date'
import { Line, Steps } from '../components/steps/steps'
import { openCounty } from '../open'
import { ToldDialog } from './told-dialog'

interface ToldListProps {
  leak: LeakView
  about: LeakReportCard['about']
  onChange: (leak: LeakView) => void
}

export function ToldList({ leak, about, onChange }: ToldListProps) {
  const [asked, setAsked] = useState<ToldHousehold>()
  const { notice, households, slipsOpen, kinds, reason, by, at, cannotRecall, itemName, region } = leak
  if (leak.state !== 'takenDown') {
    return <EmptyState icon="lock" title="还没有撤下" detail="撤下以后，在这里看告诉了谁。" />
  }
  const byPhone = households.filter(({ way }) => way === 'inbox')
  const bySlip = households.filter(({ way }) => way === 'slip')
  const open = bySlip.filter(({ told }) => told === null)
  const gone = bySlip.filter(({ told }) => told !== null)
  return (
    <>
      <Card title={`${region.name} · ${itemName}`}>
        <Line>{`误带了${leakKindsText(kinds)}，已撤下。`}</Line>
        {reason ? <Line>{`原因：${reason}`}</Line> : null}
        {at ? <Line quiet>{[by, momentText(at)].filter(Boolean).join(' · ')}</Line> : null}
      </Card>
      {open.length > 0 ? (
        <Card title={`入户名单 ${open.length}`} flush tone="alert">
          <Row
            title={`这 ${slipsOpen} 户收不到手机消息，请上门或打电话说一声。`}
            detail="不用拍照，不计考核。"
          />
          {open.map((one) => (
            <Row
              key={one.household}
              title={one.name}
              detail={`户号 ${one.code}`}
              value="打钩"
              hint="点开记下已经告知"
              onPress={() => setAsked(one)}
            />
          ))}
        </Card>
      ) : null}
      {gone.length > 0 ? (
        <Card title={`已经上门或打电话 ${gone.length}`} flush>
          {gone.map(({ household, name, code, told }) => (
            <Row
              key={household}
              title={name}
              note={told ? `户号 ${code} · 已告知：${told.how} · ${told.by} · ${momentText(told.at)}` : code}
              tag={{ text: '已告知', tone: 'good' }}
            />
          ))}
        </Card>
      ) : null}
      <Card title={`手机上告诉 ${byPhone.length} 户`}>
        <Line>
          {byPhone.length > 0
            ? `${byPhone.map(({ name }) => name).join('、')}：消息里写明误带了什么、已经撤下、有疑问打哪个电话。`
            : '没有能在手机上收到的人家。'}
        </Line>
      </Card>
      <Steps title="收不回来的" lines={[cannotRecall]} tone="warning" />
      <Button icon="document" onPress={() => openCounty(notice, about)}>
        看给区县的报告
      </Button>
      <ToldDialog
        key={asked?.household}
        notice={notice}
        about={about}
        household={asked}
        onClose={() => setAsked(undefined)}
        onTold={(next) => {
          setAsked(undefined)
          onChange(next)
        }}
      />
    </>
  )
}
