export default definePageConfig({ navigationBarTitleText: '给区县的报告' })
