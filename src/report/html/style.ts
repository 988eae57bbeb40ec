/** The look of the page. Colours are tokens: verdict colours are used for verdicts only, subjects and arms of an attack have their own. */
import { narrow } from "./style-narrow.ts";
import { paper } from "./style-print.ts";

const tokens = `
:root{color-scheme:light dark;
--paper:#fdfcf9;--raise:#f5f3ed;--ink:#1c1e21;--ink2:#55595f;--rule:#d9d6cd;--hair:#e8e5dd;
--leak:#a3311a;--ok:#0b6470;--open:#7a5500;--acc:#6a3d8f;--na:#62666b;--err:#1c1e21;--link:#1b568c;
--attack:#b5482a;--soft:#c97b5b;--control:#2b6299;--base:#85898e;
--s0:#b5482a;--s1:#3f4c59;--s2:#2b6299;--s3:#7b6a1e;
--serif:Charter,"Bitstream Charter","Iowan Old Style","Sitka Text",Cambria,"Liberation Serif",Georgia,serif;
--sans:-apple-system,BlinkMacSystemFont,"Segoe UI",Roboto,"Helvetica Neue",Arial,"Liberation Sans",sans-serif;
--mono:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace}
@media (prefers-color-scheme:dark){:root{
--paper:#14171a;--raise:#1c2024;--ink:#e9e6df;--ink2:#a9adb3;--rule:#3a4047;--hair:#292e34;
--leak:#ff9470;--ok:#5cc6cf;--open:#e3b951;--acc:#c9a2ee;--na:#a0a5ab;--err:#e9e6df;--link:#8cc0f2;
--attack:#f2875f;--soft:#9c5d45;--control:#7cb4ea;--base:#868c93;
--s0:#f2875f;--s1:#c3ced9;--s2:#7cb4ea;--s3:#cdb75c}}`;

const text = `
*{box-sizing:border-box}
html{scroll-padding-top:1rem;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 var(--sans);font-variant-numeric:tabular-nums lining-nums;overflow-wrap:break-word}
.wrap{max-width:1180px;margin:0 auto;padding:0 28px}
a{color:var(--link);text-underline-offset:.15em;text-decoration-thickness:1px}
:focus-visible{outline:2px solid var(--link);outline-offset:2px;border-radius:2px}
.skip{position:absolute;left:-99em}
.skip:focus{left:8px;top:8px;background:var(--paper);padding:6px 10px;z-index:9}
h1,h2,.q{font-family:var(--serif);font-weight:600;line-height:1.2;letter-spacing:-.005em;text-wrap:balance}
h1{font-size:clamp(25px,3.6vw,38px);line-height:1.16;margin:6px 0 10px;max-width:24em;overflow-wrap:anywhere}
h2{font-size:25px;margin:0 0 4px}
h3{font-size:15px;line-height:1.3;font-weight:650;margin:18px 0 4px}
p,.p{margin:0 0 10px;max-width:43em;text-wrap:pretty}
.lead{font-size:17px;max-width:46em}
.mute{color:var(--ink2)}
.s{font-size:13px;line-height:1.45}
p.s{max-width:56em}
.after{margin-top:12px}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.nw{white-space:nowrap}.any{overflow-wrap:anywhere}
.defs{position:absolute}
code,pre{font-family:var(--mono);font-size:.92em}
code{overflow-wrap:anywhere}
pre{background:var(--raise);padding:12px 14px;margin:8px 0 12px;white-space:pre-wrap;overflow-wrap:anywhere;line-height:1.5}
section{padding-top:44px}
.plain{margin:4px 0 10px;padding-left:18px;color:var(--ink2)}
.note{border-left:3px solid var(--rule);padding:2px 0 2px 14px;margin:10px 0}
footer.wrap{margin-top:48px;padding-block:16px 44px;font-size:13px;color:var(--ink2)}
footer p{border-top:1px solid var(--rule);padding-top:14px;max-width:none}`;

const head = `
.meta{display:flex;flex-wrap:wrap;gap:2px 18px;padding:18px 0 26px;font-size:13px;color:var(--ink2)}
.meta b{color:var(--ink);font-weight:650}
.subjects{list-style:none;margin:26px 0 0;padding:0;display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,240px),1fr));gap:0 18px;border-top:2px solid var(--ink)}
.subjects li{padding:12px 0 8px;min-width:0}
.subjects li+li{border-left:1px solid var(--rule);padding-left:18px}
.subjects p{margin:6px 0 8px;font-size:14.5px;line-height:1.42;max-width:36em}
.nm{font-weight:650;overflow-wrap:anywhere}
.subjects .nm{display:block}
.nm span{font-weight:400;color:var(--ink2)}
nav ol{list-style:none;display:flex;flex-wrap:wrap;gap:4px 20px;margin:26px 0 0;padding:9px 0;border-block:1px solid var(--rule);font-size:13.5px}
.gl{width:15px;height:15px;flex:none;overflow:visible}
.gl .line,symbol .line{fill:none;stroke:currentColor;stroke-width:1.7;stroke-linecap:round;stroke-linejoin:round}
symbol .on{fill:none;stroke:var(--paper);stroke-width:1.9;stroke-linecap:round;stroke-linejoin:round}
.v{display:inline-flex;gap:6px;align-items:center;white-space:nowrap;line-height:1.25}
.v b{font-weight:650}
.v-leak{color:var(--leak)}.v-ok{color:var(--ok)}.v-open{color:var(--open)}.v-acc{color:var(--acc)}.v-err{color:var(--err)}.v-na,.v-diag{color:var(--na)}
.v-na b,.v-diag b{font-weight:450}
.vn{display:block;font-size:12.5px;line-height:1.3;color:var(--ink2);margin-top:1px;padding-left:21px}
.g{display:inline-block;position:relative}
.g summary{display:inline;list-style:none;cursor:help;border-bottom:1px dotted var(--ink2)}
.g summary::-webkit-details-marker{display:none}
.gx{position:absolute;left:0;top:1.7em;z-index:5;width:min(290px,76vw);background:var(--ink);color:var(--paper);font:13px/1.45 var(--sans);padding:9px 12px;border-radius:3px;white-space:normal;text-align:left}
.more{font-size:13px;color:var(--ink2)}.more summary{cursor:pointer}.more ul{margin:4px 0 0;padding-left:16px}`;

const tables = `
.ov{width:100%;border-collapse:collapse;margin-top:14px}
.ov th,.ov td{text-align:left;padding:7px 10px 7px 0;vertical-align:middle;font-weight:400}
.ov thead th{font-size:12.5px;color:var(--ink2);vertical-align:bottom;border-bottom:1px solid var(--ink);padding-bottom:4px;line-height:1.25}
.ov thead th.fc{padding:0}.ov thead th.ci{font-size:12.5px}
.ov .num{text-align:right;white-space:nowrap;padding-right:6px}
.ov .ci{color:var(--ink2);white-space:nowrap;padding-left:6px;padding-right:18px;font-size:13.5px}
.ov tbody tr+tr>*{border-top:1px solid var(--hair)}
.ov .fc{width:32%;padding:0;height:46px;position:relative}
.ov td.fc svg.fr{position:absolute;inset:0}
.id{display:block;font-size:12.5px;color:var(--ink2);line-height:1.3;overflow-wrap:anywhere}
.ov .lm{text-align:right;padding-right:20px;padding-left:14px;color:var(--ink2)}
.ov .sub th{padding:20px 0 6px;border-bottom:1px solid var(--rule);font-size:14px;overflow-wrap:anywhere}
.ov .sub b{font-weight:650}.ov .sub span{color:var(--ink2)}
.ov tr.of-above>*{border-top:0!important;padding-top:0}.ov tr.of-above th,.fur{padding-left:0}.ov tr.of-above .fc{height:40px}
.ov .vd{width:196px;padding-right:0}
.key{display:flex;flex-wrap:wrap;gap:6px 22px;margin:12px 0 0;font-size:13px;color:var(--ink2);align-items:center}
.key span{display:inline-flex;gap:7px;align-items:center}.key svg{flex:none}
.tb{width:100%;border-collapse:collapse;font-size:13.5px;margin:14px 0 6px}
.tb caption{text-align:left;font-weight:650;padding-bottom:6px;font-size:13px}
.tb th,.tb td{text-align:left;font-weight:400;padding:3px 14px 3px 0;vertical-align:middle}
.tb thead th{font-size:12.5px;color:var(--ink2);border-bottom:1px solid var(--ink);vertical-align:bottom;line-height:1.25}
.tb tbody tr+tr>*{border-top:1px solid var(--hair)}
.tb .r{text-align:right;white-space:nowrap}
.tb th:last-child,.tb td:last-child{padding-right:0}
.tb .bar{width:42%;padding-block:0;padding-right:18px}
.tb td.bar{height:28px;position:relative}
.tb td.bar .la{position:absolute;inset:0 18px 0 0;width:calc(100% - 18px);overflow:visible}
.tb thead .bar{vertical-align:bottom}.tb thead svg.ax{display:block;overflow:visible}
.forest .bar{width:36%}.forest tbody:first-of-type .hd th{padding-top:6px!important}.forest tr.hd+tr>*{border-top:0!important}.forest p.s{margin:0 0 6px;color:var(--ink2)}
.forest .la{background:linear-gradient(90deg,var(--hair) 1px,transparent 1px) 0 0/calc(100%/var(--steps)) 100%}.steps1{--steps:1}.steps2{--steps:2}.steps3{--steps:3}.steps4{--steps:4}.steps5{--steps:5}.steps6{--steps:6}
.kd{font-size:12.5px;color:var(--ink2)}.says{display:block;line-height:1.25}.hd th{font-weight:650!important;padding-top:12px!important}
.mini{display:inline-block;vertical-align:-2px;margin-left:5px}.mini .gl{width:12px;height:12px}
.tb .vs{padding-left:16px;width:190px}.vs .v{white-space:normal}.dis td.r{padding-left:10px}.dis .bar{width:34%}.cost .bar{width:21%}
.sub4{font-size:13px;font-weight:650;margin:18px 0 0}.only{display:inline-flex;gap:6px;align-items:center}.only .v b{font-weight:450}
.vals{max-width:860px}.vals td,.vals th{vertical-align:top}.even{grid-template-columns:minmax(0,1fr) minmax(0,1.2fr)}
.worst{font-family:var(--serif);font-size:19px;font-weight:600;line-height:1.25;margin:4px 0 8px;overflow-wrap:anywhere}
.margs{display:grid;grid-template-columns:repeat(auto-fill,minmax(150px,1fr));gap:14px 22px;margin:8px 0}
.margs figcaption{font-weight:400;font-size:12.5px;margin-bottom:3px}.marg{width:100%;max-width:210px;height:auto;display:block;overflow:visible}
.fold>summary{cursor:pointer;font-size:13.5px;margin:14px 0 6px;font-weight:650}.tb tbody tr.more-of>*{border-top:0}.tb tr.more-of th{padding-left:14px}
.cap{font-weight:400;color:var(--ink2);margin-left:8px}.cap>span{white-space:nowrap;margin-right:8px}
.shp{vertical-align:-1px}
.two{display:grid;grid-template-columns:minmax(0,1.35fr) minmax(0,1fr);gap:0 48px;align-items:start;margin-top:10px}
.scroll{overflow-x:auto;position:relative}
.cols th code{white-space:nowrap}
.grp{margin-top:26px;padding-top:14px;border-top:1px solid var(--rule);overflow-wrap:anywhere}
.gloss{columns:2;column-gap:48px;font-size:13.5px;margin:10px 0 0}
.gloss div{break-inside:avoid;margin-bottom:9px}
.gloss dt{font-weight:650}.gloss dd{margin:0;color:var(--ink2)}`;

const panels = `
.check{display:grid;grid-template-columns:minmax(0,1fr) 262px;gap:0 44px;margin-top:34px;padding-top:14px;border-top:1px solid var(--rule)}
.check>header,.full{grid-column:1/-1;min-width:0}
.q{font-size:21px;margin:2px 0 6px;max-width:34em}
.row{display:flex;flex-wrap:wrap;gap:4px 16px;align-items:baseline;font-size:13px;color:var(--ink2)}
.res{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,236px),1fr));gap:14px 34px;margin:10px 0}
.res>div{min-width:0}
.big{font-size:30px;line-height:1.1;font-weight:600;letter-spacing:-.01em}
.big small{font-weight:400;font-size:15px;color:var(--ink2);letter-spacing:0;white-space:nowrap}
.who{display:block;font-size:13px;color:var(--ink2);overflow-wrap:anywhere}
.ref-t{font-size:13px;line-height:1.45;color:var(--ink2);max-width:38ch;display:block;margin:2px 0 4px;overflow-wrap:anywhere}
.side,.foot{font-size:13.5px;line-height:1.45}
.foot{grid-column:1/-1;display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:0 34px;margin-top:14px}
.side h4,.foot h4,.adv h4,.adv h3{font-size:12.5px;margin:0 0 2px;font-weight:650}.adv p.s{margin:0 0 6px}
.foot p{margin:0 0 8px;color:var(--ink2)}
.adv{background:var(--raise);border-left:3px solid var(--ink);padding:12px 14px;margin:12px 0 16px}
.adv dl{margin:6px 0 0;display:grid;grid-template-columns:auto 1fr;gap:3px 10px}
.adv dt{color:var(--ink2)}.adv dd{margin:0;overflow-wrap:anywhere}
.per{display:block}.per+.per{margin-top:3px}
.stand{margin-top:14px}.stand h4{font-size:13px;margin:0 0 2px;font-weight:650}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,300px),1fr));gap:2px 34px}.pair>div{min-width:0}
.ladder{display:flex;flex-wrap:wrap;gap:2px 9px;list-style:none;margin:9px 0 0;padding:8px 0 0;border-top:1px solid var(--rule);font-size:12.5px;color:var(--ink2)}
.ladder [aria-current]{color:var(--ink);font-weight:650;border-bottom:2px solid var(--ink)}`;

const series = [0, 1, 2, 3]
  .map(
    (i) =>
      `.p-s${i}{fill:var(--s${i})}.hol.p-s${i}{stroke:var(--s${i})}.c-s${i}{stroke:var(--s${i})}.tx-s${i}{fill:var(--s${i})!important}.band-s${i}{fill:var(--s${i})}`,
  )
  .join("");
const tones = ["leak", "ok", "open", "acc", "na", "diag", "err"]
  .map((tone) => `.k-${tone}{stroke:var(--${tone === "diag" ? "na" : tone})}`)
  .join("");
const plots = `
svg text{font-family:var(--sans);fill:var(--ink);font-variant-numeric:tabular-nums}
.plots{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,310px),1fr));gap:22px 34px;margin:16px 0 6px;align-items:start}
figure{margin:0;min-width:0}
figcaption{font-size:13px;font-weight:650;line-height:1.3;margin-bottom:6px;overflow-wrap:anywhere}
.plot{width:100%;max-width:380px;height:auto;display:block;overflow:visible}
.l{font-size:12px}.n{font-size:12.5px;font-weight:600}
.tk,.tk text{font-size:11.5px;fill:var(--ink2)}
.ax text{font-size:12px;fill:var(--ink2)}.ax{display:block}.tick{stroke:var(--ink)}
.fr{overflow:hidden;display:block}
.grid{stroke:var(--hair)}.base{stroke:var(--ink)}.zero{stroke:var(--ink2);stroke-width:1}
.lim{stroke:var(--ink);stroke-width:1.5;stroke-dasharray:2 3}.ref0{stroke:var(--ink2)}
.w{stroke-width:2}${tones}
.m{stroke:none}.m-leak{fill:var(--leak)}.m-ok{fill:var(--ok)}.m-acc{fill:var(--acc)}
.m-open,.m-diag,.m-na,.m-err{fill:var(--paper);stroke-width:2}
.m-open{stroke:var(--open)}.m-diag,.m-na{stroke:var(--na)}.m-err{stroke:var(--err)}
.b-attack{fill:var(--attack)}.b-soft{fill:var(--soft)}.hatch{stroke:var(--rule);stroke-width:1.2}
.field{fill:var(--raise)}.h-more{fill:var(--control)}.h-less{fill:var(--attack)}.h0{opacity:.2}.h1{opacity:.36}.h2{opacity:.56}.h3{opacity:.78}.key-t{font-size:10.5px}
.heat .tk{fill:var(--ink)}.join{stroke:var(--base);stroke-width:2}.thin{stroke-width:1.6}
.chance{stroke:var(--ink2);stroke-dasharray:2 3}.simple{stroke-width:1.4;stroke-dasharray:6 4}
.law{stroke:var(--control)}.tx-law{fill:var(--control)!important}.b-control{fill:var(--control)}.b-base,.b-small{fill:var(--base)}
.whb{stroke:var(--paper);stroke-width:3.6;fill:none;stroke-linecap:square}.wh{stroke:var(--ink);stroke-width:1.3;fill:none}
.halo{paint-order:stroke;stroke:var(--paper);stroke-width:4px;stroke-linejoin:round}
.ln{fill:none;stroke-width:2}.band{stroke:none;opacity:.2}
${series}.hol{fill:var(--paper)!important;stroke-width:2}.x{stroke-width:2.2;fill:none}
.few .p{fill:var(--paper)!important;stroke:var(--base)!important;stroke-width:2}
.c-ssmall{stroke:var(--base)}
.spark{display:block;fill:var(--base)}.outline{fill:none;stroke:var(--ink);stroke-width:1.1}`;

const comfort = `
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
@media (forced-colors:active){.m,.p,.b-attack,.b-control,.b-base{forced-color-adjust:none}}`;

export const style = [tokens, text, head, tables, panels, plots, narrow, paper, comfort].join("").replaceAll("\n", "");
