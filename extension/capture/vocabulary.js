/**
 * Which words are known to be interface language?
 *
 * Written by `make docs` from src/sopwright/recording/vocabulary.toml. Do not edit.
 * One string each, put into sets when the first text is screened: loading costs next to nothing.
 */
const VOCABULARY = Object.freeze({
  /** By the singular name of an object: its spellings. */
  objects: Object.freeze({
    lead: "lead leads prospect prospects crm.lead",
    contact: "contact contacts 0-1 person persons people",
    account: "account accounts 0-2 company companies organization organizations organisation organisations customer customers",
    opportunity: "opportunity opportunities sale.opportunity crm.opportunity",
    deal: "deal deals 0-3",
    task: "task tasks todo todos activities activity",
    event: "event events meeting meetings appointment appointments calendar",
    campaign: "campaign campaigns",
    case: "case cases ticket tickets 0-5",
    quote: "quote quotes quotation quotations",
    order: "order orders",
    product: "product products items item catalog",
    project: "project projects",
    report: "report reports",
    user: "user users",
    note: "note notes comment comments",
    email: "email emails e-mail mail message messages",
    cart: "cart basket checkout",
  }),
  /** By the kind of page: the segments of a path that lead to it. */
  segments: Object.freeze({
    form: "new create add edit change register signup convert checkout form",
    record: "view detail details record",
    list: "objects list views recent",
    search: "search find",
    sign_in: "login signin signon logout",
    home: "home dashboard index",
    setup: "settings setup preferences",
    mail: "inbox compose sent drafts",
    calendar: "calendar agenda week",
    other: "crm app apps model sales marketing admin api actions lightning r o s en de fr es thankyou thanks thank-you confirmation",
  }),
  /** Words with which a label may begin. */
  verbs: `
    accept add apply approve archive assign book call cancel change checkout clear clone close complete confirm connect
    continue convert copy create delete discard disqualify done download edit email enrich export filter find finish
    follow go hide import invite link log login mark merge new next open pay place post preview print proceed publish
    qualify reassign refresh register reject remove reply reset route save schedule search select send set share show
    sign start submit sync unassign undo update upload verify view
  `,
  /** Fields whose options are people, in lower case. */
  owners: Object.freeze([
    "owner", "lead owner", "account owner", "assigned to", "assignee", "assigned user", "employee", "sales rep",
    "salesperson", "responsible", "queue",
  ]),
  /** Every single word that is interface language, in lower case. */
  words: `
    a abandoned abbrechen ability abmelden about above abroad abschicken absence accelerator accept accepted access
    account accounts accurate aceptar achieved acknowledge acquisition across action actions activate activated
    activation active activities activity actual add added address adicionar adjust adjustment admin administrator
    adoption adult advance advanced adverse advertisement advertising advice advisor ae aes affiliate after again agency
    agenda agent aggiungi aging agree agreed agreement agregar agriculture ahead aim ajouter alert alias all allocated
    allocation allowed almost alone already also alternate alternative although always am amend amended among amount an
    analysis analyst analytics and anlegen anmelden anniversary announcement annual annuler annuleren annulla anonymous
    another anrufen answer anterior any anytime anzeigen api app apparel appearance appeler applicable applicant
    application applied apply appointment appointments approach appropriate approval approvals approve approved approver
    approximate apps archive archived are area aren as asignar ask aspect assegna assessment asset assets assign
    assigned assignee assigner assist assistance assistant associate association associations at atribuir attach
    attachment attachments attempt attempted attempts attend attendance attended attendees attention attitude attribute
    attribution auction audience audit auswählen authentication author authority auto automatic automation automations
    automotive availability available avanti average avoid award awareness añadir back backlog backup bad badge balance
    bandwidth bank banking banner bant bar barrier base baseline basic basics basis basket batch bdr be bearbeiten
    because been before begin behavior behaviour behind being below beneath benefit benefits beside besides bestätigen
    better bevestigen bewerken beyond bid biggest bill billable billing biotechnology birth birthday blank block blocked
    blocker blocks blog blue board body bonus book booked booking bookings borrar both bottom bounce bounced boundary
    box branch brand branding break breakdown brief briefing broadcast brochure broker browse browser bucket budget
    budgets build builder building bulk bundle buscar business busy button buyer buyers buying by cadence cadences
    calculated calculation calendar calificar call calls campaign campaigns cancel cancelar canceled cancellation
    cancelled candidate cannot cap capability capacity capital capture captured card care career cart case cases catalog
    catalogue categorize categorized category caution celebration cell census center central cerca cerrar certificate
    certification chain challenge challenges change changed channel chapter charge charges chart charts chat chatter
    check checkbox checkout chemicals chercher chief chiudi choose chosen churned circle city claim clarity class clause
    clear clearance click clicks client clinic clipboard clock clone cloned close closed cloud coach coaching code cold
    collaborate collaboration collapse collateral colleague collect collected collection college color colour column
    columns combined comfort comfortable comment comments commercial commission commit commitment committed committee
    common communication communications community companies company compare comparison compatibility compatible
    compelling competition competitive competitor competitors complaint complete completed completion complex compliance
    compliant component compose concern concerns conclusion condition conference conferma confidence confidential config
    configuration configure confirm confirmar confirmation confirmed confirmer conflict connect connected connection
    connector connexion consent consequence consideration consistent construction consultant consultation consulting
    consumer contact contacted contacts contactus container contains content contest continent continuar continue
    contract contracts contribution control conversation conversations conversion conversions convert converted
    converter converti convertir cookie cookies coordinator copiar copied copier copy core corporate corporation correct
    corrected correctly cost could couldn count country countrycode county coupon course cover coverage crea crear
    create created creation credit credits criteria criterion critical crm cross crowd créer csv culture currency
    current currently curve custom customer customers customize cycle daily dashboard dashboards data database dataset
    date day days de deactivate deactivated deadline deadlines deal dealer deals debt decide decided decision decisions
    decline declined decrease deep default defer deferred defined definition degree delay delayed delegate delete
    deleted deliver delivered delivery demand demo demographic demographics demos denied department dependency depth
    description descriptive deselect design designer desk destination detail detailed details detected developer
    development device diagram dial dialog did didn difference different difficult digest digital direct direction
    director directory disable disabled disagree discard discarded disclaimer discount discovery discussed discussion
    dismiss dismissed dispatch display disposition dispute disqualification disqualified disqualify distance
    distribution district division do document documentation documents does doesn doing domain domestic don done door
    double down downgrade download downloaded downloads downtime draft drafts driver drop dropdown due duplicate
    duplicates dupliquer duplizieren duration during dynamic déconnexion e each earlier earliest early earned ease easy
    economic economy ecosystem edit editar edition editor education effect effective efficiency effort einstellungen
    either electronics element eligible elimina eliminar else email emails emergency employee employees employer
    employment empty en enable enabled enablement encryption end ended engage engaged engagement engagements engineer
    engineering english enregistrer enrich enriched enrichment enroll enrolled enrollment ensure enter entered
    enterprise entertainment entire entity entry enviar environment environmental envoyer equal equipment ergebnis error
    errors es escalate escalated escalation essential est establish estate estimate estimated estimates ethical evaluate
    evaluated evaluation even evening event events ever every evidence exact exceeded excel excellent except exception
    exceptions exchange exclude excluded excluir exclusion exclusive execution executive executives exhibition exist
    existing exists exit expand expected expense expenses experience experiment expert expertise expired expiry
    explanation explore export exported exports expose express extended extension extent external extra facebook
    facilities facility factor factors fail failed failure fair fairly fallback family farming fast faster favorite
    favourite fax feature features fechar feed feedback fees female fermer fertig few fewer field fields fifth figure
    file files fill filled filter filtern final finally finance financial financing find finding findings finish
    finished firm firma firmware first firstname fiscal fit fix fixed flag flat fleet flexible flow flows focus focused
    folder folders follow follow-up followers following followup food footer for forecast forecasts foreign forgot form
    formal format formula forum forward forwarded found foundation fourth fr framework franchise fraud free freelance
    freight frequency fresh friction friendly from front früher fulfillment full fullname fully function functional fund
    funding funds funnel further future gap gaps garden gate gateway gather gender general generate generated generation
    generator generic geography get gift given global glossary go goal goals good goods got governance government grade
    graph great green gross ground group groups growing growth guarantee guaranteed guard guardar guest guidance guide
    guideline guidelines had hadn half hand handle handled handling handoff handover hang happy hard hardware has hasn
    have haven having he head header headline health healthcare heat heavy height held help helpdesk helpful her here
    hers hidden hide hierarchy high higher highest highlight highlights him hinzufügen hire hired hiring his history hit
    hochladen hold holder holding holiday holidays home homepage honest hospitality host hosted hosting hot hour hourly
    hours housing how hub human hygiene icon icp id idea ideal ideas identified identifier identify identity idle if
    illness image immediate immediately impact implement implementation implemented import importance important imported
    imports impression impressions improve improvement improvements in inactive inbound inbox incentive incident
    included includes including income incomplete incorrect increase independent index indicator indietro individual
    individuals industries industry influence influencer info information informed infrastructure iniciar initial
    initiative innovation input inquiries inquiry insert inside insight insights inspection instagram install
    installation installed instance instant instead institution instruction instructions insurance intake integration
    integrations intelligence intended intent interaction interactions interest interested interests interface interim
    intermediate internal international interview into intro introduction invalid inventory invest investment investor
    invia invitation invitations invite invited invites invoice invoices invoicing involved is isn issue issued issues
    it item items iteration itinerary its job jobs join joined joint journal journey judge judgement junior junk just
    kanban keep kept key keyboard keys keyword kickoff kind kit know knowledge known kopieren kpi lab label labels labor
    lack landing landline landscape language lapsed large larger largest last lastname late later latest launch launcher
    law lawyer layer layout lead leader leaders leadership leads learn learned learning lease least leave left legacy
    legal legislation length less lesson let lets letter letters level levels liability library licence license licensed
    licenses life lifecycle lifetime light lightning like likes limit limitation limited limits line link linked
    linkedin links liquid list listed listing listings live ll llamar load loading loan local location locations lock
    locked log logged logic login logistics logo logout longer longest look looks lookup loop loss lost low loyalty
    lunch löschen machine machinery made magazine mail mailbox mailing main maintain maintenance major majority make
    maker male manage managed management manager managers mandatory manual manually manufacturer manufacturing many map
    margin mark marked market marketing marketplace markets mass master match matched matches matching material
    materials matrix matter mature maturity max maximum maybe me mean meaning measure measured measurement measures
    media median medical medium meet meeting meetings member members membership memo memory mention mentions mentor menu
    menus merchandise merchant merge merged merger message messages messaging metadata meter method metric metrics
    middle might migrate migration milestone milestones mind mine minimal minimum minor minus minute minutes missed
    missing mission mistake mix mobile mode model models moderate modern modifica modified modifier modify module
    modules money monitor monitoring month monthly months more morning mortgage most motivation mouth move moved moving
    mql mqls much multiple music must mute muted mutual my name names narrow national native natural nature navigation
    near nearby necessary need needed needs negative negotiate negotiation negotiations neither nest net network
    networks neu neutral never new newest news newsletter next nice nickname nieuw night no no-show nominate none
    nonprofit noon nor normal not note notebook noted notes notice notices notification notifications notified notify
    notiz notizen nouveau nouvelle novel novo now nueva nuevo number numbers nuovo nurture nurtured nurturing nächste o
    objection objections objective objectives objects obligation observation obsolete obtain obtained occasion
    occupation occurred odds of off offer offered offers office officer offices official offline often ok okay older
    oldest on onboard onboarded onboarding once one ongoing online only onto oops open opened opener opening openings
    operate operating operation operational operations operator opinion opportunities opportunity opposite opslaan opt
    optimal optimization optimize option optional options or order ordered orders organic organisation organisations
    organization organizations organize organizer orientation origin original originating other others our ours out
    outbound outcome outcomes outlet outline outlook output outreach outside outstanding ouvrir over overall overdue
    overhead overlap override overview owned owner owners ownership pace pack package packages packaging page paid pain
    painful pair panel paper paragraph parameter parent parental part participant participants participate participation
    particular parties partner partners partnership party pass passed passive password past patent path patient pattern
    pause paused pay payable payer paying payment payments payroll pdf peak peer pending pension people per percent
    performance performed period periodic permanent permission permissions permit permitted person persona personal
    personas personnel persons perspective pharmaceutical phase phases phone phones photo photos physical pick picked
    picklist picture piece pilot pin pinned pipeline pipelines pitch place placed placeholder placement places plain
    plan planned planner planning plans plant plastic platform platforms playbook playbooks player please plural plus
    pocket podcast point points policies policy poll pool poor popular population popup portal portfolio portion
    position positive possible post postal postcode posted posting posts potential power practical practice practices
    predict predicted prediction prefer preference preferences preferred premium preparation prepare prepared presence
    presentation presentations presented press pressure prevent preview previous previously price pricing primary
    principal print printable prior priorities priority privacy pro probability problem procedure procedures proceed
    proceeds process processed procurement produce producer product production productive productivity products
    profession professional professionals profile profit profitability program programs progress progressive project
    projects promo promotion prompt proof properties property proposal proposals propose proposed prospect prospecting
    prospective prospects protected protection proven provide provided provider providers provision proxy précédent
    public publication publications publicity publish published publisher pull purchase purchased purchases purchasing
    purpose pursue push qualification qualifications qualified qualifier qualifizieren qualify qualifying quality
    quantities quantity quarter quarterly quarters query question questionnaire questions queue queued queues quick
    quiet quota quotas quotation quotations quote quoted quotes r race radio raise range ranges ranking ranks rapid
    rarely rate rates rating ratings ratio re reach reached reaction reactivate read reading ready real reality realized
    reason reasons reassign reassigned receipt receive received receiver recent recently reception rechercher recipient
    recognition recommend recommendation recommendations recommended reconnect record recorded recorder recording
    recordings records recover recovered recovery recreation recruit recruiting recruitment recurrence recurring recycle
    recycled red redeem redirect reduce reduced reduction refer reference references referral referrals referred
    referrer refined refresh refund refused regarding regards region regional regions register registered registration
    regret regular regulation regulations reject rejected rejection rejections related relation relations relationship
    relative relaxed release released releases relevance relevant reliability reliable religious relocation remain
    remaining remark remarks remember remind reminder reminders remote removal remove removed rename renamed render
    renewal renewals renewed rent rental reopen reopened rep repair repeat repeated replace replaced replacement replied
    replies reply report reported reporting reports repository represent representation representative representatives
    reputation request requested requester requests require required requirement requirements requires reschedule
    rescheduled research researcher reseller reservation reserve reserved reset residence residential resolution resolve
    resolved resource resources respond responded response responses responsibilities responsibility responsible rest
    restaurant restore restored restrict restricted restriction result results resume resumed retail retailer retain
    retained retention retire retired retirement retour retry return returned returning reveal revealed revenue reverse
    review reviewed reviewer reviews revised revision revoke reward rewards rich right rights risk risks road roadmap
    role roles rollout room rotation round rounds route routed routes routine routing row rule rules run runs s safe
    safety said salary sale sales salesperson salutation salva salvar same sample samples sandbox satisfaction satisfied
    save saved saving savings scale scan scenario scenarios schedule scheduled scheduler schedules scheduling schema
    scheme schließen school science scope score scored scores scoring screen screening screens script scripts sdr sdrs
    seal search searches seasonal seat seats second secondary section sector sectors secure security see seed seeking
    segment segments select selected selection selections self seller sellers selling semester seminar seminars send
    senden senior sensitive sent sentence separate sequence sequences series serious served server service services
    serving session sessions set settings setup several severe severity shall share shared shares sharing she sheet
    shift shifts ship shipment shipments shipping shop shopping short shorter shortlist should shouldn show showing
    shown side sign signature signatures signed significance significant signin signing signon signup siguiente silent
    similar simple simulation since single site sites situation situations size skill skills skip skipped sku sla slack
    slide slides slot slots slow sluiten small smaller snag snapshot snippet snippets snooze snoozed social socials
    society software solution solutions solve solved some something sometimes sorry sort sorted sound source sources
    space spaces spam speaking special specialist specialists specialty specific specification specifications specified
    speed speichern spend spending spent split spoken sponsor sponsored sponsorship spot spread spreadsheet sprint sql
    sqls stable staff staffing stage stages stakeholder stakeholders stalled standard standards standing starred start
    started starting starts startup state statement states static statistic statistics status statuses stay stayed
    steering step steps sticky still stock stocks stop stopped storage store stored stores story strategic strategies
    strategy stream streams street strength strengths string strong structure structured student studies studio study
    style sub subcategory subject subjects submission submissions submit submitted subscribe subscribed subscriber
    subscribers subscription subscriptions subsidiary substitute subtask succeeded success successful successfully such
    suche suchen sufficient suffix suggest suggested suggestion suggestions suitable suite suivant summaries summary
    supplier suppliers supplies supply support supported supporting supprimer sure surname survey surveys suspect
    suspended sweep switch sync synced synchronization synchronize syndication synonym system systems t tab table tables
    tactic tag tagged tags taken talk talked talking target targeted targeting targets task tasks tax taxes teaching
    team teams technical technique technologies technology telecommunications telephone television temperature template
    templates temporarily temporary tender tenders tentative tenure term termin terminal terminate terminated
    termination termine terms territories territory terug test tested testing tests text textarea texts than thank
    thanks thankyou that the their theirs them theme themes then there therefore these they this those though thread
    threads threat threshold thresholds through throughout ticket ticketing tickets tier tiers tight time timeframe
    timeline timer times timezone timing tips title titles to today todo todos toevoegen toewijzen together toggle token
    tomorrow tone too tool toolbar tools top topic topics total totals touch touches touchpoint touchpoints tour toward
    towards town track tracked tracker tracking trade traded trading traffic trail train trained trainer training
    transaction transactions transcript transfer transferred transfers transition translation transport transportation
    trash travel treatment tree trend trends trial trials tried trigger triggered triggers trip trouble trust trusted
    try turn turnover tutorial twice twitter type types typical télécharger umwandeln unable unanswered unassign
    unassigned unavailable uncertain unclear undecided under underneath undo unengaged unexpected unfollow unfurl unique
    unit units unknown unless unlimited unlock unlocked unpaid unpublished unqualified unreachable unread unresponsive
    unsubscribe unsubscribed until unusual up upcoming update updated updates updating upgrade upgraded upload uploaded
    uploads upon upper urgency urgent url us usable usage use used useful user username users uses using usual utilities
    utility utilization utm vacation valid validate validated validation valider valuable value values variable variance
    variant variants variation variety various vat ve vehicle vehicles velocity vendor vendors venture venue
    verification verified verify version versions vertical verticals verwerfen verwijderen verzenden via viability
    viable video videos view viewed viewer views violation virtual visibility visible vision visit visited visitor
    visitors visits visual voice voicemail volgende voltar volume volumes volver voucher waiting waitlist walk wants
    warehouse warm warning warnings warranty was wasn watch watched watching we weak weakness web webinar webinars
    website week weekday weekdays weekend weekly weeks weight weights weiter welcome went were weren what when where
    whether which while whiteboard whitepaper who whole wholesale whom whose why widget widgets width will win window
    winner winning wins wireless wish with withdraw withdrawn within without won work worked worker workers workflow
    workflows workforce working workload workplace worksheet workshop workshops workspace world worth would wouldn write
    writer writing written wrong year yearly years yes yesterday yet yield you your yours zip zipcode zoeken zone zones
    zurück zuweisen öffnen übernehmen übersicht キャンセル 下一步 作成 保存 关闭 创建 删除 削除 发送 取消 変換 戻る 提交 搜索 新建 新規 新規作成 更新 検索 次へ 添加 登録
    确定 确认 確認 編集 编辑 转换 返回 追加 送信 閉じる 검색 닫기 보내기 삭제 저장 추가 취소 편집 확인
  `,
});
